import Store
import Topics

/// The topics, subscriptions and messages of a backbone's file.
///
/// Every method works within the transaction of the turn; nothing is safe before its commit.
final class MessageStore {
    private let connection: Connection
    private let addMessage: Statement
    private let readMessage: Statement
    private let readBetween: Statement
    private let addOwed: Statement
    private let removeOwed: Statement
    private let setAttempts: Statement
    private let findKey: Statement
    private let addKey: Statement
    private let setLast: Statement
    private let setNext: Statement
    /// How many bytes of payloads are read at a time: what memory may be taken for one request.
    static let fetchBytes = 16_000_000
    /// Topics whose newest message is not yet written down.
    private var changedTopics: [TopicState] = []
    private var namesByNumber: [Int64: TopicName] = [:]

    /// The store of this file, whose migrations have been applied.
    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        addMessage = try connection.prepare("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?)")
        readMessage = try connection.prepare("SELECT * FROM message WHERE id = ?")
        readBetween = try connection.prepare(
            "SELECT * FROM message WHERE id > ? AND id < ? AND topic = ? ORDER BY id LIMIT ?")
        addOwed = try connection.prepare("INSERT INTO owed VALUES (?, ?, ?, 0)")
        removeOwed = try connection.prepare(
            "DELETE FROM owed WHERE subscription = ? AND message = ?")
        setAttempts = try connection.prepare(
            "UPDATE owed SET attempts = ? WHERE subscription = ? AND message = ?")
        findKey = try connection.prepare(
            "SELECT message FROM deduplication WHERE topic = ? AND key = ? AND until > ?")
        addKey = try connection.prepare("INSERT OR REPLACE INTO deduplication VALUES (?, ?, ?, ?)")
        setLast = try connection.prepare("UPDATE topic SET last_message = ? WHERE number = ?")
        setNext = try connection.prepare("UPDATE run SET next_message = ?")
    }

    /// Begins another run of the backbone on this file, and commits that.
    ///
    /// Deliveries go out before their commit, so a run that was killed may have used message numbers that
    /// are not in the file. The next run leaps over as many as one turn can use.
    ///
    /// - Returns: which run it is, and the number of its first message.
    func beginRun() throws(StoreError) -> (run: UInt64, nextMessage: UInt64) {
        try connection.begin()
        try connection.execute(
            """
            INSERT INTO run VALUES (1, 1, 1) ON CONFLICT DO UPDATE SET number = number + 1,
                next_message = next_message + 65536
            """)
        let read = try connection.prepare("SELECT number, next_message FROM run")
        _ = try read.step()
        let result = (UInt64(read.integer(at: 0)), UInt64(read.integer(at: 1)))
        read.reset()
        try connection.commit()
        return result
    }

    /// All topics.
    func topics() throws(StoreError) -> [TopicState] {
        let read = try connection.prepare("SELECT number, name, last_message FROM topic")
        var topics: [TopicState] = []
        while try read.step() {
            let name = try StoredValue.read("topic name", read.text(at: 1), TopicName.init)
            namesByNumber[read.integer(at: 0)] = name
            topics.append(
                TopicState(
                    number: read.integer(at: 0), name: name,
                    lastMessage: MessageID(UInt64(read.integer(at: 2)))))
        }
        return topics
    }

    /// Adds a topic.
    func makeTopic(_ name: TopicName) throws(StoreError) -> TopicState {
        let add = try connection.prepare("INSERT INTO topic (name) VALUES (?)")
        try add.bind(name.text, at: 1)
        try add.run()
        let number = connection.lastInsertedRow
        namesByNumber[number] = name
        return TopicState(number: number, name: name, lastMessage: MessageID(0))
    }

    /// Removes a topic with its subscriptions and messages.
    func removeTopic(_ topic: TopicState) throws(StoreError) {
        for subscription in topic.subscriptions { try removeSubscription(subscription) }
        for sql in [
            "DELETE FROM message WHERE topic = ?", "DELETE FROM deduplication WHERE topic = ?",
            "DELETE FROM topic WHERE number = ?",
        ] {
            let remove = try connection.prepare(sql)
            try remove.bind(topic.number, at: 1)
            try remove.run()
        }
        changedTopics.removeAll { $0 === topic }
        namesByNumber[topic.number] = nil
    }

    /// All subscriptions, without what they are owed.
    func subscriptions() throws(StoreError) -> [Subscription] {
        let read = try connection.prepare(
            "SELECT number, name, topic, ack_deadline, filter FROM subscription")
        var subscriptions: [Subscription] = []
        while try read.step() {
            let name = try StoredValue.read(
                "subscription name", read.text(at: 1), SubscriptionName.init)
            guard let topic = namesByNumber[read.integer(at: 2)] else {
                throw StoredValue.damaged(
                    "the subscription \(name) is of a topic that is not there")
            }
            subscriptions.append(
                Subscription(
                    number: read.integer(at: 0), name: name, topic: topic,
                    ackDeadline: read.integer(at: 3),
                    filter: try StoredValue.filter(read.text(at: 4))))
        }
        return subscriptions
    }

    /// Adds a subscription, which is owed what is published from now on.
    func makeSubscription(
        _ request: SubscriptionRequest, of topic: TopicState, filter: AttributeFilter?
    ) throws(StoreError) -> Subscription {
        let deadline =
            request.ackDeadlineSeconds == 0 ? 10_000 : Int64(request.ackDeadlineSeconds) * 1_000
        let add = try connection.prepare(
            "INSERT INTO subscription (name, topic, ack_deadline, filter) VALUES (?, ?, ?, ?)")
        try add.bind(request.subscription.text, at: 1)
        try add.bind(topic.number, at: 2)
        try add.bind(deadline, at: 3)
        try add.bind(request.filter, at: 4)
        try add.run()
        return Subscription(
            number: connection.lastInsertedRow, name: request.subscription, topic: topic.name,
            ackDeadline: deadline, filter: filter)
    }

    /// Removes a subscription and what it is owed.
    func removeSubscription(_ subscription: Subscription) throws(StoreError) {
        for sql in [
            "DELETE FROM owed WHERE subscription = ?", "DELETE FROM subscription WHERE number = ?",
        ] {
            let remove = try connection.prepare(sql)
            try remove.bind(subscription.number, at: 1)
            try remove.run()
        }
    }

    /// Calls `body` with every message that a subscription is owed, oldest first.
    func forEachOwed(
        _ subscription: Int64, _ body: (MessageID, _ bytes: Int, _ attempts: UInt32) -> Void
    ) throws(StoreError) {
        let read = try connection.prepare(
            "SELECT message, bytes, attempts FROM owed WHERE subscription = ? ORDER BY message")
        try read.bind(subscription, at: 1)
        while try read.step() {
            body(
                MessageID(UInt64(read.integer(at: 0))), Int(read.integer(at: 1)),
                UInt32(read.integer(at: 2)))
        }
    }

    /// Adds a message to a topic.
    func add(_ stored: StoredMessage, to topic: TopicState) throws(StoreError) {
        let message = stored.message
        try addMessage.bind(Int64(message.id.number), at: 1)
        try addMessage.bind(topic.number, at: 2)
        try addMessage.bind(Int64(stored.previous.number), at: 3)
        try addMessage.bind(message.published.microseconds, at: 4)
        try addMessage.bind(message.contentType, at: 5)
        try addMessage.bind(message.attributes.encoded, at: 6)
        try addMessage.bind(message.payload, at: 7)
        try addMessage.run()
        if !changedTopics.contains(where: { $0 === topic }) { changedTopics.append(topic) }
    }

    /// Writes down the newest message of each topic that got one in this turn, and the number of the next.
    func saveProgress(nextMessage: UInt64) throws(StoreError) {
        guard !changedTopics.isEmpty else { return }
        try setNext.bind(Int64(nextMessage), at: 1)
        try setNext.run()
        for topic in changedTopics {
            try setLast.bind(Int64(topic.lastMessage.number), at: 1)
            try setLast.bind(topic.number, at: 2)
            try setLast.run()
        }
        changedTopics.removeAll(keepingCapacity: true)
    }

    /// The message with this identifier, if it is still kept.
    func message(_ id: MessageID) throws(StoreError) -> Message? {
        try readMessage.bind(Int64(id.number), at: 1)
        defer { readMessage.reset() }
        return try readMessage.step() ? try read(readMessage).message : nil
    }

    /// Messages of a topic, oldest first: no more once they have this many bytes together.
    func messages(
        of topic: TopicState, between request: FetchRequest
    ) throws(StoreError) -> [StoredMessage] {
        let before = request.before.number == 0 ? UInt64(Int64.max) : request.before.number
        try readBetween.bind(Int64(clamping: request.after.number), at: 1)
        try readBetween.bind(Int64(clamping: before), at: 2)
        try readBetween.bind(topic.number, at: 3)
        try readBetween.bind(Int64(request.limit), at: 4)
        defer { readBetween.reset() }
        var found: [StoredMessage] = []
        var bytes = 0
        while bytes < Self.fetchBytes, try readBetween.step() {
            let stored = try read(readBetween)
            bytes += stored.message.payload.count
            found.append(stored)
        }
        return found
    }

    /// Notes that a subscription is owed a message.
    func owe(_ message: Message, to subscription: Subscription) throws(StoreError) {
        try addOwed.bind(subscription.number, at: 1)
        try addOwed.bind(Int64(message.id.number), at: 2)
        try addOwed.bind(Int64(message.payload.count), at: 3)
        try addOwed.run()
    }

    /// Notes that a subscription is owed a message no more.
    func settle(_ message: MessageID, for subscription: Subscription) throws(StoreError) {
        try removeOwed.bind(subscription.number, at: 1)
        try removeOwed.bind(Int64(message.number), at: 2)
        try removeOwed.run()
    }

    /// Notes how often a message has been delivered.
    func noteAttempts(
        _ delivery: DeliveryReference, of subscription: Subscription
    ) throws(StoreError) {
        try setAttempts.bind(Int64(delivery.attempt), at: 1)
        try setAttempts.bind(subscription.number, at: 2)
        try setAttempts.bind(Int64(delivery.message.number), at: 3)
        try setAttempts.run()
    }

    /// The message that was published to a topic with this deduplication key, if that is remembered.
    func find(
        _ key: String, in topic: TopicState, at now: Timestamp
    ) throws(StoreError) -> MessageID? {
        try findKey.bind(topic.number, at: 1)
        try findKey.bind(key, at: 2)
        try findKey.bind(now.microseconds, at: 3)
        defer { findKey.reset() }
        return try findKey.step() ? MessageID(UInt64(findKey.integer(at: 0))) : nil
    }

    /// Remembers a deduplication key for some time.
    func remember(
        _ key: String, in topic: TopicState, as message: MessageID, until: Timestamp
    ) throws(StoreError) {
        try addKey.bind(topic.number, at: 1)
        try addKey.bind(key, at: 2)
        try addKey.bind(Int64(message.number), at: 3)
        try addKey.bind(until.microseconds, at: 4)
        try addKey.run()
    }

    /// Removes old messages that nobody is owed, and keys that are forgotten.
    ///
    /// - Returns: how many messages were removed; `limit` when there may be more.
    func sweep(
        publishedBefore: Timestamp, keepingFrom owed: MessageID?, limit: Int, now: Timestamp
    ) throws(StoreError) -> Int {
        let messages = try connection.prepare(
            """
            DELETE FROM message WHERE id IN (
                SELECT id FROM message WHERE id < ? AND published < ? ORDER BY id LIMIT ?)
            """)
        try messages.bind(owed.map { Int64($0.number) } ?? .max, at: 1)
        try messages.bind(publishedBefore.microseconds, at: 2)
        try messages.bind(Int64(limit), at: 3)
        try messages.run()
        let removed = connection.changes
        let keys = try connection.prepare(
            """
            DELETE FROM deduplication WHERE (topic, key) IN (
                SELECT topic, key FROM deduplication WHERE until <= ? LIMIT ?)
            """)
        try keys.bind(now.microseconds, at: 1)
        try keys.bind(Int64(limit), at: 2)
        try keys.run()
        return removed
    }

    private func read(_ row: Statement) throws(StoreError) -> StoredMessage {
        guard let topic = namesByNumber[row.integer(at: 1)] else {
            throw StoredValue.damaged(
                "message \(row.integer(at: 0)) is of a topic that is not there")
        }
        let message = Message(
            id: MessageID(UInt64(row.integer(at: 0))),
            published: Timestamp(microseconds: row.integer(at: 3)), topic: topic,
            contentType: row.text(at: 4), attributes: try StoredValue.attributes(row.bytes(at: 5)),
            payload: Payload(row.bytes(at: 6)))
        return StoredMessage(
            previous: MessageID(UInt64(row.integer(at: 2))), message: message)
    }
}
