import Store
import Topics

/// The topics, subscriptions and snapshots of a backbone's file, without their messages.
///
/// Every method works within the transaction of the turn; nothing is safe before its commit.
final class ResourceStore {
    private let connection: Connection
    private let names: TopicNames
    private let setLast: Statement

    /// The store of this file, whose migrations have been applied.
    init(_ connection: Connection, topics names: TopicNames) throws(StoreError) {
        self.connection = connection
        self.names = names
        setLast = try connection.prepare("UPDATE topic SET last_message = ? WHERE number = ?")
    }

    // MARK: Topics

    /// All topics, those that were deleted and still have messages, too.
    func topics() throws(StoreError) -> [TopicState] {
        let read = try connection.prepare(
            """
            SELECT number, coalesce(former_name, name),
                max(last_message, coalesce(
                    (SELECT max(id) FROM message WHERE message.topic = topic.number), 0)),
                settings, former_name FROM topic
            """)
        return try read.rows { row throws(StoreError) in
            let name = try StoredValue.read("topic name", row.text(at: 1), TopicName.init)
            let settings = try StoredValue.settings(
                row.text(at: 3), ["topic": .string(name.text)]
            ) { object throws(MemberError) in try TopicSettings(readingKnownOf: object) }
            let topic = TopicState(
                number: row.integer(at: 0), settings: settings,
                lastMessage: MessageID(stored: row.integer(at: 2)))
            topic.isDeleted = !row.isNull(at: 4)
            names[topic.number] = name
            return topic
        }
    }

    /// Adds a topic.
    func add(_ settings: TopicSettings) throws(StoreError) -> TopicState {
        try run(
            "INSERT INTO topic (name, settings) VALUES (?, ?)",
            .text(settings.topic.text), .text(settings.json.text()))
        let number = connection.lastInsertedRow
        names[number] = settings.topic
        return TopicState(number: number, settings: settings, lastMessage: MessageID(0))
    }

    /// Writes down the settings of a topic.
    func save(_ topic: TopicState) throws(StoreError) {
        try run(
            "UPDATE topic SET settings = ? WHERE number = ?", .text(topic.settings.json.text()),
            .integer(topic.number))
    }

    /// Writes down the newest message of a topic.
    func saveLastMessage(of topic: TopicState) throws(StoreError) {
        try setLast.bind(topic.lastMessage.stored, at: 1)
        try setLast.bind(topic.number, at: 2)
        try setLast.run()
    }

    /// Marks a topic as deleted; its name is free again, its messages stay.
    func markDeleted(_ topic: TopicState) throws(StoreError) {
        try run(
            "UPDATE topic SET name = '/' || number, former_name = ? WHERE number = ?",
            .text(topic.name.text), .integer(topic.number))
        try run("DELETE FROM deduplication WHERE topic = ?", .integer(topic.number))
    }

    /// Removes a topic that has no messages and no subscriptions.
    func remove(_ topic: TopicState) throws(StoreError) {
        try run("DELETE FROM topic WHERE number = ?", .integer(topic.number))
        names[topic.number] = nil
    }

    // MARK: Subscriptions

    /// All subscriptions, without what they are owed.
    func subscriptions(of topics: [Int64: TopicState]) throws(StoreError) -> [Subscription] {
        let read = try connection.prepare(
            """
            SELECT number, name, topic, settings, is_detached, last_used, first_message
                FROM subscription
            """)
        return try read.rows { row throws(StoreError) in
            let name = try StoredValue.read(
                "subscription name", row.text(at: 1), SubscriptionName.init)
            guard let topic = topics[row.integer(at: 2)] else {
                throw StoredValue.damaged(
                    "the subscription \(name) is of a topic that is not there")
            }
            let settings = try StoredValue.settings(
                row.text(at: 3),
                ["subscription": .string(name.text), "topic": .string(topic.name.text)]
            ) { object throws(MemberError) in try SubscriptionSettings(readingKnownOf: object) }
            let subscription = Subscription(
                number: row.integer(at: 0), settings: settings, topic: topic, isNew: false,
                first: MessageID(stored: row.integer(at: 6)), at: row.integer(at: 5))
            subscription.isDetached = row.integer(at: 4) == 1
            return subscription
        }
    }

    /// Adds a subscription, which is owed what is published from now on.
    func add(
        _ settings: SubscriptionSettings, to topic: TopicState, first: MessageID, at now: Int64
    ) throws(StoreError) -> Subscription {
        try run(
            """
            INSERT INTO subscription (name, topic, settings, last_used, first_message)
                VALUES (?, ?, ?, ?, ?)
            """,
            .text(settings.subscription.text), .integer(topic.number),
            .text(settings.json.text()), .integer(now), .integer(first.stored))
        return Subscription(
            number: connection.lastInsertedRow, settings: settings, topic: topic, isNew: true,
            first: first, at: now)
    }

    /// Writes down the settings of a subscription, whether it is detached and when it was used.
    func save(_ subscription: Subscription) throws(StoreError) {
        try run(
            "UPDATE subscription SET settings = ?, is_detached = ?, last_used = ? WHERE number = ?",
            .text(subscription.settings.json.text()),
            .integer(subscription.isDetached ? 1 : 0), .integer(subscription.lastUsed),
            .integer(subscription.number))
    }

    /// Removes a subscription, whose messages have been removed.
    func remove(_ subscription: Subscription) throws(StoreError) {
        try run("DELETE FROM subscription WHERE number = ?", .integer(subscription.number))
    }

    // MARK: Snapshots

    /// All snapshots.
    func snapshots(of topics: [Int64: TopicState]) throws(StoreError) -> [Snapshot] {
        let read = try connection.prepare(
            """
            SELECT number, name, topic, subscription, labels, created, lifetime, expires,
                next_message FROM snapshot
            """)
        return try read.rows { row throws(StoreError) in
            guard let topic = topics[row.integer(at: 2)] else {
                throw StoredValue.damaged(
                    "the snapshot \(row.text(at: 1)) is of a topic that is not there")
            }
            let settings = try StoredValue.settings(
                row.text(at: 4),
                [
                    "snapshot": .string(row.text(at: 1)),
                    "subscription": .string(row.text(at: 3)),
                ]
            ) { object throws(MemberError) in try SnapshotSettings(readingKnownOf: object) }
            return Snapshot(
                number: row.integer(at: 0), settings: settings, topic: topic,
                created: Timestamp(microseconds: row.integer(at: 5)), lifetime: row.integer(at: 6),
                expires: row.integer(at: 7), next: MessageID(stored: row.integer(at: 8)))
        }
    }

    /// Adds a snapshot of what a subscription is owed.
    func add(
        _ settings: SnapshotSettings, of subscription: Subscription, created: Timestamp,
        lifetime: Int64, expires: Int64, next: MessageID
    ) throws(StoreError) -> Snapshot {
        try run(
            """
            INSERT INTO snapshot (name, topic, subscription, labels, created, lifetime, expires,
                next_message) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            .text(settings.snapshot.text), .integer(subscription.topic.number),
            .text(settings.subscription.text), .text(settings.json.text()),
            .integer(created.microseconds), .integer(lifetime), .integer(expires),
            .integer(next.stored))
        let number = connection.lastInsertedRow
        try run(
            "INSERT INTO snapshot_message SELECT ?, message FROM owed WHERE subscription = ?",
            .integer(number), .integer(subscription.number))
        return Snapshot(
            number: number, settings: settings, topic: subscription.topic, created: created,
            lifetime: lifetime, expires: expires, next: next)
    }

    /// Writes down the settings of a snapshot.
    func save(_ snapshot: Snapshot) throws(StoreError) {
        try run(
            "UPDATE snapshot SET labels = ? WHERE number = ?",
            .text(snapshot.settings.json.text()), .integer(snapshot.number))
    }

    /// Removes a snapshot.
    func remove(_ snapshot: Snapshot) throws(StoreError) {
        try run("DELETE FROM snapshot_message WHERE snapshot = ?", .integer(snapshot.number))
        try run("DELETE FROM snapshot WHERE number = ?", .integer(snapshot.number))
    }

    /// The messages that a snapshot remembers besides those after it.
    func messages(of snapshot: Snapshot) throws(StoreError) -> Set<MessageID> {
        let read = try connection.prepare(
            "SELECT message FROM snapshot_message WHERE snapshot = ?")
        try read.bind(snapshot.number, at: 1)
        return Set(try read.rows { MessageID(stored: $0.integer(at: 0)) })
    }

    /// The oldest message that a snapshot remembers.
    func oldestMessage(of snapshot: Snapshot) throws(StoreError) -> MessageID {
        let read = try connection.prepare(
            "SELECT min(message) FROM snapshot_message WHERE snapshot = ?")
        try read.bind(snapshot.number, at: 1)
        let oldest = try read.firstRow { row in
            row.isNull(at: 0) ? nil : MessageID(stored: row.integer(at: 0))
        }
        return (oldest ?? nil) ?? snapshot.next
    }

    private enum Value {
        case integer(Int64)
        case text(String)
    }

    private func run(_ sql: String, _ values: Value...) throws(StoreError) {
        let statement = try connection.prepare(sql)
        for (place, value) in values.enumerated() {
            switch value {
            case .integer(let number): try statement.bind(number, at: place + 1)
            case .text(let text): try statement.bind(text, at: place + 1)
            }
        }
        try statement.run()
    }
}
