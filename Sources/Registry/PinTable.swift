import Store
import Topics

/// Which revisions trees of questions have got, so that they get them until they end.
final class PinTable {
    /// How many pins there are.
    private(set) var count: Int

    private let connection: Connection
    private let find: Statement
    private let insert: Statement
    private let remove: Statement
    private let trees: Statement

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        find = try connection.prepare(
            "SELECT tag FROM pin WHERE question = ? AND service = ? AND channel = ?")
        insert = try connection.prepare(
            "INSERT INTO pin (question, service, channel, tag, made_at) VALUES (?, ?, ?, ?, ?)")
        remove = try connection.prepare("DELETE FROM pin WHERE question = ?")
        trees = try connection.prepare(
            """
            SELECT question, max(made_at) FROM pin WHERE question > ?
            GROUP BY question ORDER BY question LIMIT ?
            """)
        count = try Self.count(connection)
    }

    /// What a tree has got for a service or a channel of it, if it asked before.
    func tag(
        _ question: QuestionID, _ service: ServiceName, _ channel: ChannelName?
    ) throws(StoreError) -> RevisionTag? {
        try bind(find, question, service, channel)
        return try find.firstRow { row throws(StoreError) in
            do {
                return try RevisionTag(row.text(at: 0))
            } catch {
                throw StoreError.damaged("in table pin, \(error)", path: connection.path)
            }
        }
    }

    /// Keeps what a tree has got.
    func add(
        _ question: QuestionID, _ revision: ServiceRevision, _ channel: ChannelName?,
        at time: Timestamp
    ) throws(StoreError) {
        try bind(insert, question, revision.service, channel)
        try insert.bind(revision.tag.text, at: 4)
        try insert.bind(time.microseconds, at: 5)
        try insert.run()
        count += 1
    }

    /// Forgets what a tree has got.
    func remove(_ question: QuestionID) throws(StoreError) {
        try remove.bind(question.description, at: 1)
        try remove.run()
        count = try Self.count(connection)
    }

    /// Trees in the order of their roots' identifiers.
    func trees(after question: QuestionID?, limit: Int) throws(StoreError) -> [PinnedTree] {
        try trees.bind(question?.description ?? "", at: 1)
        try trees.bind(limit, at: 2)
        return try trees.rows { row throws(StoreError) in
            do {
                return PinnedTree(
                    question: try QuestionID(row.text(at: 0)),
                    pinnedAt: Timestamp(microseconds: row.integer(at: 1)))
            } catch {
                throw StoreError.damaged("in table pin, \(error)", path: connection.path)
            }
        }
    }

    private func bind(
        _ statement: Statement, _ question: QuestionID, _ service: ServiceName,
        _ channel: ChannelName?
    ) throws(StoreError) {
        try statement.bind(question.description, at: 1)
        try statement.bind(service.description, at: 2)
        try statement.bind(channel?.text ?? "", at: 3)
    }

    private static func count(_ connection: Connection) throws(StoreError) -> Int {
        Int(try connection.firstInteger("SELECT count(*) FROM pin") ?? 0)
    }
}
