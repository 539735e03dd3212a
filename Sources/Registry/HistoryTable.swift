import Store
import Topics

/// What has happened in the registry. The file itself refuses to change or remove a row.
struct HistoryTable {
    private let connection: Connection
    private let insert: Statement
    private let page: Statement
    private let pageOfService: Statement
    private let find: Statement

    private static let columns =
        "number, kind, service, tag, former, reason, node, time, channel, policy"

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        insert = try connection.prepare(
            """
            INSERT INTO history (kind, service, tag, former, reason, node, time, channel, policy)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        let select = "SELECT \(Self.columns) FROM history"
        page = try connection.prepare("\(select) WHERE number > ? ORDER BY number LIMIT ?")
        pageOfService = try connection.prepare(
            "\(select) WHERE number > ? AND service = ? ORDER BY number LIMIT ?")
        find = try connection.prepare(
            "SELECT 1 FROM history WHERE service = ? AND kind = ? AND tag = ?")
    }

    /// Adds what has happened, and returns it with its number.
    func add(_ entry: HistoryEntry) throws(StoreError) -> HistoryEntry {
        try insert.bind(entry.kind.rawValue, at: 1)
        try insert.bind(entry.service?.description, at: 2)
        try insert.bind(entry.tag?.text, at: 3)
        try insert.bind(entry.former?.text, at: 4)
        try insert.bind(entry.reason, at: 5)
        try insert.bind(entry.node, at: 6)
        try insert.bind(entry.time.microseconds, at: 7)
        try insert.bind(entry.channel?.text, at: 8)
        try insert.bind(entry.policy?.text, at: 9)
        try insert.run()
        var entry = entry
        entry.number = connection.lastInsertedRow
        return entry
    }

    /// Whether such a thing has ever happened to a revision.
    func has(_ kind: RegistryChangeKind, _ revision: ServiceRevision) throws(StoreError) -> Bool {
        try find.bind(revision.service.description, at: 1)
        try find.bind(kind.rawValue, at: 2)
        try find.bind(revision.tag.text, at: 3)
        return try find.firstRow { _ in true } ?? false
    }

    /// What has happened to a service, or to all, the oldest first.
    func list(
        _ service: ServiceName?, after number: Int64, limit: Int
    ) throws(StoreError) -> [HistoryEntry] {
        let query = service == nil ? page : pageOfService
        try query.bind(number, at: 1)
        if let service { try query.bind(service.description, at: 2) }
        try query.bind(limit, at: service == nil ? 2 : 3)
        return try query.rows(entry)
    }

    private func entry(in row: Statement) throws(StoreError) -> HistoryEntry {
        do {
            guard let kind = RegistryChangeKind(rawValue: row.text(at: 1)) else {
                throw StoreError.damaged(
                    "in table history, \(row.text(at: 1)) is no kind", path: connection.path)
            }
            return HistoryEntry(
                number: row.integer(at: 0), kind: kind,
                service: try row.textIfPresent(at: 2).map(ServiceName.init),
                tag: try row.textIfPresent(at: 3).map(RevisionTag.init),
                former: try row.textIfPresent(at: 4).map(RevisionTag.init),
                channel: try row.textIfPresent(at: 8).map(ChannelName.init),
                policy: try row.textIfPresent(at: 9).map { text in
                    try JSONValue(parsing: text).decode(as: RegistryPolicy.self)
                },
                reason: row.textIfPresent(at: 5), by: row.text(at: 6),
                at: Timestamp(microseconds: row.integer(at: 7)))
        } catch let error as StoreError {
            throw error
        } catch {
            throw StoreError.damaged("in table history, \(error)", path: connection.path)
        }
    }
}
