import Store
import Topics

/// What the subscriptions of a backbone's file are owed.
///
/// Every method works within the transaction of the turn; nothing is safe before its commit. Times are those
/// of the file's clock, in milliseconds.
final class OwedStore {
    let connection: Connection
    private let addOwed: Statement
    private let removeOwed: Statement
    private let giveBack: Statement
    private let setLease: Statement
    private let readOwed: Statement
    private let readPage: Statement
    private let readPriorityPage: Statement
    private let readDue: Statement
    private let readNextDue: Statement
    private let clearDue: Statement
    private let readSmallest: Statement

    /// How many messages, and bytes of them, a subscription is owed.
    struct Size: Equatable {
        var messages = 0
        var bytes = 0
        /// How many of the messages are kept back for a time.
        var delayed = 0
    }

    private static let columns = "message, bytes, attempts, priority, ordering_key"

    /// The store of this file, whose migrations have been applied.
    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        addOwed = try connection.prepare(
            "INSERT INTO owed VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)")
        removeOwed = try connection.prepare(
            "DELETE FROM owed WHERE subscription = ? AND message = ?")
        giveBack = try connection.prepare(
            """
            UPDATE owed SET attempts = ?, due = ?, session = NULL, leased_until = NULL
                WHERE subscription = ? AND message = ?
            """)
        setLease = try connection.prepare(
            """
            UPDATE owed SET attempts = ?, session = ?, leased_until = ?
                WHERE subscription = ? AND message = ?
            """)
        readOwed = try connection.prepare(
            """
            SELECT \(Self.columns), due FROM owed WHERE subscription = ? AND message = ?
            """)
        readPage = try connection.prepare(
            """
            SELECT \(Self.columns) FROM owed WHERE subscription = ? AND message > ?
                AND priority = 0 AND due IS NULL AND leased_until IS NULL ORDER BY message LIMIT ?
            """)
        readPriorityPage = try connection.prepare(
            """
            SELECT \(Self.columns) FROM owed WHERE subscription = ? AND priority = ? AND priority > 0
                AND message > ? AND due IS NULL AND leased_until IS NULL ORDER BY message LIMIT ?
            """)
        readDue = try connection.prepare(
            """
            SELECT \(Self.columns) FROM owed WHERE subscription = ? AND due <= ?
                ORDER BY due LIMIT ?
            """)
        readNextDue = try connection.prepare(
            "SELECT min(due) FROM owed WHERE subscription = ? AND due IS NOT NULL")
        clearDue = try connection.prepare(
            "UPDATE owed SET due = NULL WHERE subscription = ? AND message = ?")
        readSmallest = try connection.prepare(
            "SELECT min(message) FROM owed WHERE subscription = ?")
    }

    /// Notes that a subscription is owed a message, which is kept back until `due`.
    func add(
        _ message: OwedMessage, to subscription: Int64, due: Int64? = nil
    ) throws(StoreError) {
        try addOwed.bind(subscription, at: 1)
        try addOwed.bind(message.id.stored, at: 2)
        try addOwed.bind(Int64(message.bytes), at: 3)
        try addOwed.bind(Int64(message.attempts), at: 4)
        try addOwed.bind(Int64(message.priority), at: 5)
        try addOwed.bind(message.key, at: 6)
        try addOwed.bind(due, at: 7)
        try addOwed.run()
    }

    /// Notes that a subscription is owed a message no more.
    func remove(_ message: MessageID, from subscription: Int64) throws(StoreError) {
        try removeOwed.bind(subscription, at: 1)
        try removeOwed.bind(message.stored, at: 2)
        try removeOwed.run()
    }

    /// Notes that a message was given back, how often it was given out, and until when it is kept back.
    func giveBack(
        _ message: OwedMessage, of subscription: Int64, due: Int64? = nil
    ) throws(StoreError) {
        try giveBack.bind(Int64(message.attempts), at: 1)
        try giveBack.bind(due, at: 2)
        try giveBack.bind(subscription, at: 3)
        try giveBack.bind(message.id.stored, at: 4)
        try giveBack.run()
    }

    /// Notes who has a message, and until when, for a restart.
    func noteLease(_ lease: MessageLease, of subscription: Int64) throws(StoreError) {
        try setLease.bind(Int64(lease.attempt), at: 1)
        try setLease.bind(lease.session, at: 2)
        try setLease.bind(lease.deadline, at: 3)
        try setLease.bind(subscription, at: 4)
        try setLease.bind(lease.message.id.stored, at: 5)
        try setLease.run()
    }

    /// A message that a subscription is owed, and until when it is kept back; nil when it is not owed.
    func find(
        _ message: MessageID, of subscription: Int64
    ) throws(StoreError) -> (message: OwedMessage, due: Int64?)? {
        guard let number = Int64(exactly: message.number) else { return nil }
        try readOwed.bind(subscription, at: 1)
        try readOwed.bind(number, at: 2)
        return try readOwed.firstRow { row in
            (Self.read(row), row.isNull(at: 5) ? nil : row.integer(at: 5))
        }
    }

    /// The next messages of a priority that are neither leased nor kept back, oldest first.
    func page(
        of subscription: Int64, priority: UInt8, after: MessageID, limit: Int
    ) throws(StoreError) -> [OwedMessage] {
        let read = priority == 0 ? readPage : readPriorityPage
        var place = 1
        try read.bind(subscription, at: place)
        if priority > 0 {
            place += 1
            try read.bind(Int64(priority), at: place)
        }
        try read.bind(after.stored, at: place + 1)
        try read.bind(Int64(limit), at: place + 2)
        return try read.rows(Self.read)
    }

    /// Takes messages whose time to be kept back is over, those due first before others.
    func takeDue(
        of subscription: Int64, at now: Int64, limit: Int
    ) throws(StoreError) -> [OwedMessage] {
        try readDue.bind(subscription, at: 1)
        try readDue.bind(now, at: 2)
        try readDue.bind(Int64(limit), at: 3)
        let due = try readDue.rows(Self.read)
        for message in due {
            try clearDue.bind(subscription, at: 1)
            try clearDue.bind(message.id.stored, at: 2)
            try clearDue.run()
        }
        return due
    }

    /// When the next message comes due; nil when none is kept back.
    func nextDue(of subscription: Int64) throws(StoreError) -> Int64? {
        try readNextDue.bind(subscription, at: 1)
        return try readNextDue.firstRow { $0.isNull(at: 0) ? nil : $0.integer(at: 0) } ?? nil
    }

    /// The oldest message that a subscription is owed.
    func smallest(of subscription: Int64) throws(StoreError) -> MessageID? {
        try readSmallest.bind(subscription, at: 1)
        return try readSmallest.firstRow { row in
            row.isNull(at: 0) ? nil : MessageID(stored: row.integer(at: 0))
        } ?? nil
    }

    private static func read(_ row: Statement) -> OwedMessage {
        OwedMessage(
            id: MessageID(stored: row.integer(at: 0)), bytes: Int(row.integer(at: 1)),
            attempts: UInt32(clamping: row.integer(at: 2)),
            priority: min(UInt8(clamping: row.integer(at: 3)), WireLimits.priority),
            key: row.text(at: 4))
    }
}
