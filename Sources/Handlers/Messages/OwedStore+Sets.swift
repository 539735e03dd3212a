import Store
import Topics

/// What concerns many messages of a subscription at once.
extension OwedStore {
    /// How much a subscription is owed.
    func size(of subscription: Int64) throws(StoreError) -> Size {
        let read = try connection.prepare(
            "SELECT count(*), coalesce(sum(bytes), 0), count(due) FROM owed WHERE subscription = ?")
        try read.bind(subscription, at: 1)
        return try read.firstRow { row in
            Size(
                messages: Int(row.integer(at: 0)), bytes: Int(row.integer(at: 1)),
                delayed: Int(row.integer(at: 2)))
        } ?? Size()
    }

    /// How many messages of a subscription are kept back for a time.
    func delayedCount(of subscription: Int64) throws(StoreError) -> Int {
        let read = try connection.prepare(
            "SELECT count(*) FROM owed WHERE subscription = ? AND due IS NOT NULL")
        try read.bind(subscription, at: 1)
        return try read.firstRow { Int($0.integer(at: 0)) } ?? 0
    }

    /// Whether a subscription is owed messages of a priority above the lowest.
    func hasPriorities(_ subscription: Int64) throws(StoreError) -> Bool {
        let read = try connection.prepare(
            "SELECT 1 FROM owed WHERE subscription = ? AND priority > 0 LIMIT 1")
        try read.bind(subscription, at: 1)
        return try read.firstRow { _ in true } ?? false
    }

    /// Notes that a subscription is owed a message, unless it is already; attempts count on where the last
    /// one is remembered.
    func addIfAbsent(
        _ message: OwedMessage, to subscription: Int64, at now: Int64
    ) throws(StoreError) {
        guard try find(message.id, of: subscription) == nil else { return }
        var message = message
        if let attempt = try settledAttempt(of: message.id, subscription, at: now) {
            message.attempts = attempt
            let forget = try connection.prepare(
                "DELETE FROM settled WHERE subscription = ? AND message = ?")
            try forget.bind(subscription, at: 1)
            try forget.bind(message.id.stored, at: 2)
            try forget.run()
        }
        try add(message, to: subscription)
    }

    /// Settles what was published before a time.
    func remove(
        of subscription: Subscription, publishedBefore time: Timestamp
    ) throws(StoreError) {
        let remove = try connection.prepare(
            """
            DELETE FROM owed WHERE subscription = ? AND message IN (
                SELECT id FROM message WHERE topic = ? AND published < ?)
            """)
        try remove.bind(subscription.number, at: 1)
        try remove.bind(subscription.topic.number, at: 2)
        try remove.bind(time.microseconds, at: 3)
        try remove.run()
    }

    /// Settles what a snapshot does not remember.
    func remove(of subscription: Subscription, notIn snapshot: Snapshot) throws(StoreError) {
        let remove = try connection.prepare(
            """
            DELETE FROM owed WHERE subscription = ? AND message < ? AND message NOT IN (
                SELECT message FROM snapshot_message WHERE snapshot = ?)
            """)
        try remove.bind(subscription.number, at: 1)
        try remove.bind(snapshot.next.stored, at: 2)
        try remove.bind(snapshot.number, at: 3)
        try remove.run()
    }

    /// Messages with an ordering key that are kept back for a time, oldest first.
    func delayedWithKeys(of subscription: Int64) throws(StoreError) -> [OwedMessage] {
        let read = try connection.prepare(
            """
            SELECT message, bytes, attempts, priority, ordering_key FROM owed
                WHERE subscription = ? AND due IS NOT NULL AND ordering_key <> '' ORDER BY message
            """)
        try read.bind(subscription, at: 1)
        return try read.rows { row in
            OwedMessage(
                id: MessageID(stored: row.integer(at: 0)),
                bytes: Int(row.integer(at: 1)), attempts: UInt32(clamping: row.integer(at: 2)),
                key: row.text(at: 4))
        }
    }

    /// The leases that outlast a restart, oldest message first.
    func leases(of subscription: Int64) throws(StoreError) -> [MessageLease] {
        let read = try connection.prepare(
            """
            SELECT message, bytes, attempts, priority, ordering_key, session, leased_until FROM owed
                WHERE subscription = ? AND leased_until IS NOT NULL ORDER BY message
            """)
        try read.bind(subscription, at: 1)
        return try read.rows { row throws(StoreError) in
            MessageLease(
                message: OwedMessage(
                    id: MessageID(stored: row.integer(at: 0)),
                    bytes: Int(row.integer(at: 1)), attempts: UInt32(clamping: row.integer(at: 2)),
                    priority: UInt8(clamping: row.integer(at: 3)), key: row.text(at: 4)),
                session: try StoredValue.id(row.bytes(at: 5)), deadline: row.integer(at: 6),
                peer: nil)
        }
    }

    /// Ends all leases of a subscription that would outlast a restart.
    func clearLeases(of subscription: Int64) throws(StoreError) {
        try run(
            """
            UPDATE owed SET session = NULL, leased_until = NULL
                WHERE subscription = ? AND leased_until IS NOT NULL
            """, subscription)
    }

    /// Removes messages of a subscription that are older than one, oldest first.
    ///
    /// - Returns: those that were removed.
    func removeOldest(
        of subscription: Int64, before: MessageID?, limit: Int
    ) throws(StoreError) -> [OwedMessage] {
        let read = try connection.prepare(
            """
            SELECT message, bytes, attempts, priority, ordering_key FROM owed
                WHERE subscription = ? AND message < ? ORDER BY message LIMIT ?
            """)
        try read.bind(subscription, at: 1)
        try read.bind(before.map { $0.stored } ?? .max, at: 2)
        try read.bind(Int64(limit), at: 3)
        let old = try read.rows { row in
            OwedMessage(
                id: MessageID(stored: row.integer(at: 0)),
                bytes: Int(row.integer(at: 1)), attempts: UInt32(clamping: row.integer(at: 2)),
                priority: UInt8(clamping: row.integer(at: 3)), key: row.text(at: 4))
        }
        for message in old { try remove(message.id, from: subscription) }
        return old
    }

    /// Removes all that a subscription is owed.
    func removeAll(of subscription: Int64) throws(StoreError) {
        try run("DELETE FROM owed WHERE subscription = ?", subscription)
        try run("DELETE FROM settled WHERE subscription = ?", subscription)
    }

    /// Remembers that an attempt settled a message.
    func rememberSettled(
        _ message: MessageID, attempt: UInt32, of subscription: Int64, until: Int64
    ) throws(StoreError) {
        let add = try connection.prepare("INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?)")
        try add.bind(subscription, at: 1)
        try add.bind(message.stored, at: 2)
        try add.bind(Int64(attempt), at: 3)
        try add.bind(until, at: 4)
        try add.run()
    }

    /// Whether this attempt settled the message a while ago.
    func wasSettled(
        _ delivery: DeliveryReference, of subscription: Int64, at now: Int64
    ) throws(StoreError) -> Bool {
        try settledAttempt(of: delivery.message, subscription, at: now) == delivery.attempt
    }

    /// The attempt that settled a message, while that is remembered.
    private func settledAttempt(
        of message: MessageID, _ subscription: Int64, at now: Int64
    ) throws(StoreError) -> UInt32? {
        let read = try connection.prepare(
            "SELECT attempt FROM settled WHERE subscription = ? AND message = ? AND until > ?")
        try read.bind(subscription, at: 1)
        try read.bind(Int64(clamping: message.number), at: 2)
        try read.bind(now, at: 3)
        return try read.firstRow { UInt32(clamping: $0.integer(at: 0)) }
    }

    /// Forgets acknowledgements that were remembered long enough.
    ///
    /// - Returns: how many were forgotten; `limit` when there may be more.
    func forgetSettled(at now: Int64, limit: Int) throws(StoreError) -> Int {
        let remove = try connection.prepare(
            """
            DELETE FROM settled WHERE (subscription, message) IN (
                SELECT subscription, message FROM settled WHERE until <= ? LIMIT ?)
            """)
        try remove.bind(now, at: 1)
        try remove.bind(Int64(limit), at: 2)
        try remove.run()
        return connection.changes
    }

    private func run(_ sql: String, _ subscription: Int64) throws(StoreError) {
        let statement = try connection.prepare(sql)
        try statement.bind(subscription, at: 1)
        try statement.run()
    }
}
