import Topics

/// A topic, as the backbone keeps it in memory.
final class TopicState {
    /// Where it stands in the store.
    let number: Int64
    var settings: TopicSettings
    /// Whether it was deleted: then only what its subscriptions are owed is left of it.
    var isDeleted = false
    /// The newest message, or 0 when there was none.
    var lastMessage: MessageID
    /// Whether an older message stands for it in the topic's row.
    var isChanged = false
    /// The subscriptions that receive its messages.
    var subscriptions: [Subscription] = [] {
        didSet { index = nil }
    }
    /// The subscriptions by what their filters demand; nil when it has to be made anew.
    private var index: SubscriptionIndex?
    /// How many snapshots there are of its subscriptions.
    var snapshots = 0

    /// A topic without subscriptions.
    init(number: Int64, settings: TopicSettings, lastMessage: MessageID) {
        self.number = number
        self.settings = settings
        self.lastMessage = lastMessage
    }

    /// Its name, or the one that it had.
    var name: TopicName { settings.topic }

    /// The subscriptions that take a message with these attributes.
    func takers(of attributes: Attributes) -> [Subscription] {
        let index = index ?? SubscriptionIndex(subscriptions)
        self.index = index
        return index.takers(of: attributes)
    }

    /// How long its messages are kept at least, in milliseconds.
    var retention: Int64 {
        let retaining = subscriptions.filter(\.settings.retainsAcknowledged)
            .map(\.settings.messageRetentionSeconds)
        return max(settings.messageRetentionSeconds, retaining.max() ?? 0) * 1_000
    }
}
