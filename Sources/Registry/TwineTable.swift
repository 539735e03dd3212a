import Store
import Topics

/// The twines of revisions, apart from the revisions: listing those does not read them, and what a tag
/// promised stays promised when the revision is deregistered and registered again.
struct TwineTable {
    private let path: String
    private let insert: Statement
    private let find: Statement

    init(_ connection: Connection) throws(StoreError) {
        path = connection.path
        insert = try connection.prepare(
            "INSERT INTO twine (service, tag, document) VALUES (?, ?, ?)")
        find = try connection.prepare("SELECT document FROM twine WHERE service = ? AND tag = ?")
    }

    /// The twine of a revision, if it has one.
    func twine(of revision: ServiceRevision) throws(StoreError) -> JSONValue? {
        try find.bind(revision.service.description, at: 1)
        try find.bind(revision.tag.text, at: 2)
        return try find.firstRow { row throws(StoreError) in
            do {
                return try JSONValue(parsing: row.bytes(at: 0))
            } catch {
                throw StoreError.damaged("in table twine, \(error)", path: path)
            }
        }
    }

    /// Keeps the twine of a revision that has none.
    func add(_ twine: JSONValue, to revision: ServiceRevision) throws(StoreError) {
        try insert.bind(revision.service.description, at: 1)
        try insert.bind(revision.tag.text, at: 2)
        try insert.bind(twine.bytes(), at: 3)
        try insert.run()
    }
}
