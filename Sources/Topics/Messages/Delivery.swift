/// A message, leased to one subscriber.
public struct Delivery: Sendable, Equatable {
    /// The subscription it is delivered for.
    public var subscription: SubscriptionName
    /// Which delivery of the message this is, counted from 1; an acknowledgement names it.
    public var attempt: UInt32
    /// The message is delivered again when it is not acknowledged within this many milliseconds.
    public var leaseMilliseconds: UInt32
    /// The message.
    public var message: Message

    /// A delivery of a message.
    public init(
        subscription: SubscriptionName, attempt: UInt32, leaseMilliseconds: UInt32,
        message: Message
    ) {
        self.subscription = subscription
        self.attempt = attempt
        self.leaseMilliseconds = leaseMilliseconds
        self.message = message
    }
}

extension Delivery: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        subscription = try reader.name("subscription", SubscriptionName.init)
        attempt = try reader.number("attempt")
        leaseMilliseconds = try reader.number("lease")
        message = try Message(from: &reader)
    }

    func write(to writer: inout FrameWriter) {
        writer.text(subscription.text)
        writer.number(attempt)
        writer.number(leaseMilliseconds)
        message.write(to: &writer)
    }
}
