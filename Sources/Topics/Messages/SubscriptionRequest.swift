/// A session wants the messages of a durable subscription, which is made when it does not exist and a topic
/// is given.
public struct SubscriptionRequest: Sendable, Equatable {
    /// The subscription; all sessions attached to it share its messages.
    public var subscription: SubscriptionName
    /// The topic, which must exist; nil to take the subscription as it is.
    public var topic: TopicName?
    /// How much the session takes at one time.
    public var window: Window
    /// How long a message is leased to the session, in seconds: 10 to 600, or 0 for 10.
    public var ackDeadlineSeconds: UInt16
    /// Which messages the subscription takes, in Pub/Sub's filter language; empty for all. A subscription
    /// keeps the filter it was made with. Without a topic there is none.
    public var filter: String

    /// A wish for the messages of a topic.
    public init(
        subscription: SubscriptionName, topic: TopicName?, window: Window,
        ackDeadlineSeconds: UInt16 = 0, filter: String = ""
    ) {
        self.subscription = subscription
        self.topic = topic
        self.window = window
        self.ackDeadlineSeconds = ackDeadlineSeconds
        self.filter = filter
    }
}

extension SubscriptionRequest: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        subscription = try reader.name("subscription", SubscriptionName.init)
        topic = try reader.nameIfAny("topic", TopicName.init)
        window = try Window(from: &reader)
        ackDeadlineSeconds = try reader.number("ack deadline")
        guard ackDeadlineSeconds == 0 || (10...600).contains(ackDeadlineSeconds) else {
            throw .badValue(
                field: "ack deadline",
                reason: "\(ackDeadlineSeconds) s is not 0 and not from 10 to 600")
        }
        filter = try reader.text("filter", limit: WireLimits.text)
        guard topic != nil || filter.isEmpty && ackDeadlineSeconds == 0 else {
            throw .badValue(
                field: "topic", reason: "it is empty, and the ack deadline or filter is not")
        }
    }

    func write(to writer: inout FrameWriter) {
        writer.text(subscription.text)
        writer.text(topic?.text ?? "")
        window.write(to: &writer)
        writer.number(ackDeadlineSeconds)
        writer.text(filter, limit: WireLimits.text)
    }
}
