import Topics

/// A durable subscription, as the backbone keeps it in memory.
final class Subscription {
    /// Where it stands in the store.
    let number: Int64
    let name: SubscriptionName
    let topic: TopicName
    /// How long a message is leased, in milliseconds.
    let ackDeadline: Int64
    /// Which messages it takes.
    let filter: AttributeFilter?
    /// What it is owed.
    var queue = LeaseQueue<MessageID>()

    /// A subscription that is owed nothing yet.
    init(
        number: Int64, name: SubscriptionName, topic: TopicName, ackDeadline: Int64,
        filter: AttributeFilter?
    ) {
        self.number = number
        self.name = name
        self.topic = topic
        self.ackDeadline = ackDeadline
        self.filter = filter
    }
}
