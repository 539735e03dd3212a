import Topics

/// A durable subscription, as the backbone keeps it in memory.
final class Subscription {
    /// Where it stands in the store.
    let number: Int64
    var settings: SubscriptionSettings
    let topic: TopicState
    /// The first message that was published after it was made.
    let first: MessageID
    /// Whether it was detached: it owes nothing any more.
    var isDetached = false
    /// To whom it gives what.
    var queue: DeliveryQueue
    /// How much it is owed.
    var size = OwedStore.Size()
    /// When the next message that is kept back comes due, by the clock of the file; it may be too early,
    /// never too late.
    var nextDue = Int64.max
    /// Those who pull and wait, in the order of asking.
    var pulls: [PendingPull] = []
    /// When it was used last, by the clock of the file; while somebody is attached it is in use.
    var lastUsed: Int64
    /// How many messages were settled in this run, and why.
    var counts = Counts()

    /// Why messages were settled.
    struct Counts: Equatable {
        var acknowledged: Int64 = 0
        var deadLettered: Int64 = 0
        var expired: Int64 = 0
    }

    /// A subscription that is new, or whose messages are all in the store.
    init(
        number: Int64, settings: SubscriptionSettings, topic: TopicState, isNew: Bool,
        first: MessageID, at now: Int64
    ) {
        self.number = number
        self.settings = settings
        self.topic = topic
        self.first = first
        queue = DeliveryQueue(
            isNew: isNew, isOneAtATime: settings.isExactlyOnce)
        lastUsed = now
    }

    var name: SubscriptionName { settings.subscription }

    /// How long a message is leased, in milliseconds.
    var ackDeadline: Int64 { settings.ackDeadlineSeconds * 1_000 }

    /// Whether anybody takes messages.
    var hasTakers: Bool { !pulls.isEmpty || !queue.consumers.isEmpty }

    /// Whether it takes a message with these attributes.
    func takes(_ attributes: Attributes) -> Bool {
        settings.filter?.matches { attributes[$0] } ?? true
    }

    /// A message that it is owed, as it keeps it.
    func owed(_ id: MessageID, bytes: Int, priority: UInt8, orderingKey: String) -> OwedMessage {
        let key = settings.isOrdered ? orderingKey : ""
        return OwedMessage(id: id, bytes: bytes, priority: key.isEmpty ? priority : 0, key: key)
    }

    /// How long a message is kept back after an attempt, in milliseconds: the minimum after the first, twice
    /// as long after each further one, up to the maximum.
    func backoff(after attempt: UInt32) -> Int64 {
        guard let policy = settings.retryPolicy else { return 0 }
        let doublings = min(Int64(attempt) - 1, 20)
        return min(policy.maximumMilliseconds, policy.minimumMilliseconds << max(0, doublings))
    }
}
