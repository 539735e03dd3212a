import Store
import Topics

/// The twines of revisions, apart from the revisions so that listing those does not read them.
struct TwineTable {
    private let path: String
    private let insert: Statement
    private let find: Statement

    init(_ connection: Connection) throws(StoreError) {
        path = connection.path
        insert = try connection.prepare("INSERT INTO twine (revision, document) VALUES (?, ?)")
        find = try connection.prepare("SELECT document FROM twine WHERE revision = ?")
    }

    /// The twine of the revision with this number, if it has one.
    func twine(of number: Int64) throws(StoreError) -> JSONValue? {
        try find.bind(number, at: 1)
        return try find.firstRow { row throws(StoreError) in
            do {
                return try JSONValue(parsing: row.bytes(at: 0))
            } catch {
                throw StoreError.damaged("in table twine, \(error)", path: path)
            }
        }
    }

    /// Keeps the twine of a revision that has none.
    func add(_ twine: JSONValue, to number: Int64) throws(StoreError) {
        try insert.bind(number, at: 1)
        try insert.bind(twine.bytes(), at: 2)
        try insert.run()
    }
}
