import Store
import Topics

/// The messages of a backbone's file, and the keys by which repeated ones are known.
///
/// Every method works within the transaction of the turn; nothing is safe before its commit. Times are those
/// of the file's clock, in milliseconds.
final class MessageStore {
    /// How many bytes of payloads are read at a time: what memory may be taken for one request.
    static let fetchBytes = 16_000_000

    private let connection: Connection
    private let topics: TopicNames
    private let addMessage: Statement
    private let readMessage: Statement
    private let readBetween: Statement
    private let readOldest: Statement
    private let readExpired: Statement
    private let removeMessage: Statement
    private let findKey: Statement
    private let addKey: Statement

    private static let columns =
        "id, topic, previous, published, kept_since, expires, priority, content_type, "
        + "ordering_key, attributes, checksum, payload"

    /// The store of this file, whose migrations have been applied.
    init(_ connection: Connection, topics: TopicNames) throws(StoreError) {
        self.connection = connection
        self.topics = topics
        addMessage = try connection.prepare(
            "INSERT INTO message (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        readMessage = try connection.prepare(
            "SELECT \(Self.columns) FROM message WHERE id = ?")
        readBetween = try connection.prepare(
            """
            SELECT \(Self.columns) FROM message WHERE topic = ? AND id > ? AND id < ?
                ORDER BY id LIMIT ?
            """)
        readOldest = try connection.prepare(
            """
            SELECT id, kept_since FROM message WHERE topic = ? AND id < ? ORDER BY id LIMIT ?
            """)
        readExpired = try connection.prepare(
            """
            SELECT expires, id, topic FROM message WHERE (expires, id) > (?, ?) AND expires <= ?
                ORDER BY expires, id LIMIT ?
            """)
        removeMessage = try connection.prepare("DELETE FROM message WHERE id = ?")
        findKey = try connection.prepare(
            "SELECT message FROM deduplication WHERE topic = ? AND key = ? AND until > ?")
        addKey = try connection.prepare("INSERT OR REPLACE INTO deduplication VALUES (?, ?, ?, ?)")
    }

    /// Adds a message to a topic.
    func add(_ kept: KeptMessage, to topic: TopicState) throws(StoreError) {
        let message = kept.message
        try addMessage.bind(message.id.stored, at: 1)
        try addMessage.bind(topic.number, at: 2)
        try addMessage.bind(kept.previous.stored, at: 3)
        try addMessage.bind(message.published.microseconds, at: 4)
        try addMessage.bind(kept.keptSince, at: 5)
        try addMessage.bind(kept.expires, at: 6)
        try addMessage.bind(Int64(kept.priority), at: 7)
        try addMessage.bind(message.contentType, at: 8)
        try addMessage.bind(message.orderingKey, at: 9)
        try addMessage.bind(message.attributes.encoded, at: 10)
        try addMessage.bind(Int64(kept.checksum), at: 11)
        let isLarge = try addMessage.bind(roomFor: message.payload, at: 12)
        try addMessage.run()
        guard isLarge else { return }
        try connection.fill(
            "payload", of: "message", row: message.id.stored, with: message.payload)
    }

    /// The message with this identifier, if it is still kept.
    func message(_ id: MessageID) throws(StoreError) -> KeptMessage? {
        guard let number = Int64(exactly: id.number) else { return nil }
        try readMessage.bind(number, at: 1)
        defer { readMessage.reset() }
        return try readMessage.step() ? try read(readMessage) : nil
    }

    /// Messages of a topic between two others, oldest first: no more once they have `fetchBytes` together.
    func messages(
        of topic: TopicState, after: MessageID, before: MessageID, limit: Int
    ) throws(StoreError) -> [KeptMessage] {
        try readBetween.bind(topic.number, at: 1)
        try readBetween.bind(Int64(clamping: after.number), at: 2)
        try readBetween.bind(before.number == 0 ? .max : Int64(clamping: before.number), at: 3)
        try readBetween.bind(Int64(limit), at: 4)
        defer { readBetween.reset() }
        var found: [KeptMessage] = []
        var bytes = 0
        while bytes < Self.fetchBytes, try readBetween.step() {
            let kept = try read(readBetween)
            if let last = found.last, kept.previous != last.message.id {
                throw StoredValue.damaged(
                    "message \(kept.previous) of \(topic.name) is missing, before \(kept.message.id)"
                )
            }
            bytes += kept.message.payload.count
            found.append(kept)
        }
        return found
    }

    /// The message that was published to a topic with this deduplication key, if that is remembered.
    func find(
        _ key: String, in topic: TopicState, at now: Int64
    ) throws(StoreError) -> MessageID? {
        try findKey.bind(topic.number, at: 1)
        try findKey.bind(key, at: 2)
        try findKey.bind(now, at: 3)
        defer { findKey.reset() }
        return try findKey.step() ? MessageID(UInt64(findKey.integer(at: 0))) : nil
    }

    /// Remembers a deduplication key for some time.
    func remember(
        _ key: String, in topic: TopicState, as message: MessageID, until: Int64
    ) throws(StoreError) {
        try addKey.bind(topic.number, at: 1)
        try addKey.bind(key, at: 2)
        try addKey.bind(message.stored, at: 3)
        try addKey.bind(until, at: 4)
        try addKey.run()
    }

    /// Removes the oldest messages of a topic.
    ///
    /// - Parameters:
    ///   - acceptedBefore: only messages that were accepted before.
    ///   - before: only messages before this one; nil for all.
    /// - Returns: how many were removed; `limit` when there may be more.
    func removeOldest(
        of topic: TopicState, acceptedBefore: Int64, before: MessageID?, limit: Int
    ) throws(StoreError) -> Int {
        try readOldest.bind(topic.number, at: 1)
        try readOldest.bind(before.map { $0.stored } ?? .max, at: 2)
        try readOldest.bind(Int64(limit), at: 3)
        let old = try readOldest.rows { row in (row.integer(at: 0), row.integer(at: 1)) }
            .prefix { $0.1 < acceptedBefore }
        for (id, _) in old {
            try removeMessage.bind(id, at: 1)
            try removeMessage.run()
        }
        return old.count
    }

    /// Messages whose time to live is over, in the order in which it ended.
    ///
    /// - Parameter last: the last one that is known already.
    func expired(
        at now: Int64, after last: Expired, limit: Int
    ) throws(StoreError) -> [Expired] {
        try readExpired.bind(last.time, at: 1)
        try readExpired.bind(last.message.stored, at: 2)
        try readExpired.bind(now, at: 3)
        try readExpired.bind(Int64(limit), at: 4)
        return try readExpired.rows { row in
            Expired(
                time: row.integer(at: 0), message: MessageID(stored: row.integer(at: 1)),
                topic: row.integer(at: 2))
        }
    }

    /// A message whose time to live is over.
    struct Expired {
        var time: Int64 = .min
        var message = MessageID(0)
        var topic: Int64 = 0
    }

    /// When a message was accepted, by the clock of the file; nil when it is not kept any more.
    func keptSince(_ message: MessageID) throws(StoreError) -> Int64? {
        let read = try connection.prepare("SELECT kept_since FROM message WHERE id = ?")
        try read.bind(message.stored, at: 1)
        return try read.firstRow { $0.integer(at: 0) }
    }

    /// The first message of a topic that was accepted at this time or later, or nil when there is none.
    func first(
        of topic: TopicState, acceptedFrom: Int64, from: MessageID
    ) throws(StoreError) -> MessageID? {
        let read = try connection.prepare(
            """
            SELECT id FROM message WHERE topic = ? AND id >= ? AND kept_since >= ?
                ORDER BY id LIMIT 1
            """)
        try read.bind(topic.number, at: 1)
        try read.bind(from.stored, at: 2)
        try read.bind(acceptedFrom, at: 3)
        return try read.firstRow { MessageID(stored: $0.integer(at: 0)) }
    }

    /// Whether a topic has any messages.
    func hasMessages(of topic: TopicState) throws(StoreError) -> Bool {
        let read = try connection.prepare("SELECT 1 FROM message WHERE topic = ? LIMIT 1")
        try read.bind(topic.number, at: 1)
        return try read.firstRow { _ in true } ?? false
    }

    /// Whether the time to live of a message is over.
    func isOver(_ message: MessageID, at now: Int64) throws(StoreError) -> Bool {
        let read = try connection.prepare("SELECT 1 FROM message WHERE id = ? AND expires <= ?")
        try read.bind(Int64(clamping: message.number), at: 1)
        try read.bind(now, at: 2)
        return try read.firstRow { _ in true } ?? false
    }

    /// Calls `body` with what a seek needs to know of the messages of a topic, from one on, oldest first.
    func forEach(
        of topic: TopicState, from: MessageID, publishedFrom: Timestamp,
        _ body: (Outline) throws(StoreError) -> Void
    ) throws(StoreError) {
        let read = try connection.prepare(
            """
            SELECT id, length(payload), priority, ordering_key, attributes, expires FROM message
                WHERE topic = ? AND id >= ? AND published >= ? ORDER BY id
            """)
        try read.bind(topic.number, at: 1)
        try read.bind(Int64(clamping: from.number), at: 2)
        try read.bind(publishedFrom.microseconds, at: 3)
        defer { read.reset() }
        while try read.step() {
            try body(
                Outline(
                    id: MessageID(stored: read.integer(at: 0)), bytes: Int(read.integer(at: 1)),
                    priority: UInt8(clamping: read.integer(at: 2)), orderingKey: read.text(at: 3),
                    attributes: try StoredValue.attributes(read.bytes(at: 4)),
                    expires: read.isNull(at: 5) ? nil : read.integer(at: 5)))
        }
    }

    /// What decides whether a subscription is owed a message.
    struct Outline {
        let id: MessageID
        let bytes: Int
        let priority: UInt8
        let orderingKey: String
        let attributes: Attributes
        let expires: Int64?
    }

    /// Forgets deduplication keys whose time is over.
    ///
    /// - Returns: how many were forgotten; `limit` when there may be more.
    func forgetKeys(at now: Int64, limit: Int) throws(StoreError) -> Int {
        let remove = try connection.prepare(
            """
            DELETE FROM deduplication WHERE (topic, key) IN (
                SELECT topic, key FROM deduplication WHERE until <= ? LIMIT ?)
            """)
        try remove.bind(now, at: 1)
        try remove.bind(Int64(limit), at: 2)
        try remove.run()
        return connection.changes
    }

    private func read(_ row: Statement) throws(StoreError) -> KeptMessage {
        let id = MessageID(stored: row.integer(at: 0))
        let message = Message(
            id: id, published: Timestamp(microseconds: row.integer(at: 3)),
            topic: try topics.name(of: row.integer(at: 1), message: id),
            contentType: row.text(at: 7), orderingKey: row.text(at: 8),
            attributes: try StoredValue.attributes(row.bytes(at: 9)),
            payload: Payload(row.bytes(at: 11)))
        let kept = KeptMessage(
            message: message, previous: MessageID(stored: row.integer(at: 2)),
            keptSince: row.integer(at: 4), expires: row.isNull(at: 5) ? nil : row.integer(at: 5),
            priority: UInt8(clamping: row.integer(at: 6)))
        guard row.isNull(at: 10) || row.integer(at: 10) == Int64(kept.checksum) else {
            throw StoredValue.damaged(
                "message \(id) is not what was written: its checksum is wrong")
        }
        return kept
    }
}
