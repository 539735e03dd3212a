import Topics

/// A topic, as the backbone keeps it in memory.
final class TopicState {
    /// Where it stands in the store.
    let number: Int64
    let name: TopicName
    /// The newest message, or 0 when there was none.
    var lastMessage: MessageID
    /// The subscriptions that receive its messages.
    var subscriptions: [Subscription] = []

    /// A topic without subscriptions.
    init(number: Int64, name: TopicName, lastMessage: MessageID) {
        self.number = number
        self.name = name
        self.lastMessage = lastMessage
    }
}
