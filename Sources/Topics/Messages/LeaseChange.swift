/// A subscriber gives a message back (REJECT), or needs more time for it (EXTEND).
public struct LeaseChange: Sendable, Equatable {
    /// The longest time, in milliseconds: the ten minutes that Pub/Sub allows.
    public static let millisecondsLimit: UInt32 = 600_000

    /// The subscription the message was delivered for.
    public var subscription: SubscriptionName
    /// The delivery.
    public var delivery: DeliveryReference
    /// REJECT: deliver it again no sooner than this. EXTEND: the lease ends this much later than now. In
    /// milliseconds, at most ten minutes.
    public var milliseconds: UInt32

    /// A change of one lease.
    public init(
        subscription: SubscriptionName, delivery: DeliveryReference, milliseconds: UInt32
    ) {
        self.subscription = subscription
        self.delivery = delivery
        self.milliseconds = milliseconds
    }
}

extension LeaseChange: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        subscription = try reader.name("subscription", SubscriptionName.init)
        delivery = try DeliveryReference(from: &reader)
        milliseconds = try reader.number("milliseconds")
        guard milliseconds <= Self.millisecondsLimit else {
            throw .tooLarge(
                field: "milliseconds", size: Int(milliseconds),
                limit: Int(Self.millisecondsLimit))
        }
    }

    func write(to writer: inout FrameWriter) {
        writer.text(subscription.text)
        delivery.write(to: &writer)
        writer.number(milliseconds)
    }
}
