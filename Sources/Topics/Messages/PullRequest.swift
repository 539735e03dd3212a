/// A session wants some messages of a subscription, once.
public struct PullRequest: Sendable, Equatable {
    /// The subscription, which must exist.
    public var subscription: SubscriptionName
    /// How many messages at most, 1 to 1,024; they have at most 16,000,000 bytes together, but for one that
    /// alone has more.
    public var limit: UInt16
    /// How long to wait for the first, in milliseconds, at most 600,000; 0 for not at all.
    public var waitMilliseconds: UInt32

    /// A wish for some messages.
    public init(subscription: SubscriptionName, limit: UInt16, waitMilliseconds: UInt32 = 0) {
        self.subscription = subscription
        self.limit = limit
        self.waitMilliseconds = waitMilliseconds
    }
}

extension PullRequest: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        subscription = try reader.name("subscription", SubscriptionName.init)
        limit = try reader.number("limit")
        guard (1...WireLimits.list).contains(Int(limit)) else {
            throw .badValue(
                field: "limit", reason: "\(limit) is not from 1 to \(WireLimits.list)")
        }
        waitMilliseconds = try reader.milliseconds(
            "milliseconds", limit: LeaseChange.millisecondsLimit)
    }

    func write(to writer: inout FrameWriter) {
        writer.text(subscription.text)
        writer.number(limit)
        writer.number(waitMilliseconds)
    }
}
