import Store
import Topics

/// Who takes part in the market.
struct UserTable {
    private let select: Statement
    private let selectAfter: Statement
    private let selectCount: Statement
    private let insert: Statement
    private let promote: Statement

    init(_ connection: Connection) throws(StoreError) {
        let columns = "id, name, is_operator, created_at"
        select = try connection.prepare("SELECT \(columns) FROM user WHERE id = ?")
        selectAfter = try connection.prepare(
            "SELECT \(columns) FROM user WHERE id > ? ORDER BY id LIMIT ?")
        selectCount = try connection.prepare("SELECT count(*) FROM user")
        insert = try connection.prepare(
            "INSERT INTO user (id, name, is_operator, created_at) VALUES (?, ?, ?, ?)")
        promote = try connection.prepare("UPDATE user SET is_operator = 1 WHERE id = ?")
    }

    /// The user of an id.
    func user(_ id: String) throws(StoreError) -> User? {
        try select.bind(id, at: 1)
        return try select.firstRow(Self.user)
    }

    /// Users by id, those after an id.
    func users(after id: String, limit: Int) throws(StoreError) -> [User] {
        try selectAfter.bind(id, at: 1)
        try selectAfter.bind(limit, at: 2)
        return try selectAfter.rows(Self.user)
    }

    /// How many users there are.
    func count() throws(StoreError) -> Int {
        try selectCount.firstRow { Int($0.integer(at: 0)) } ?? 0
    }

    /// Adds a user whose id is not known yet.
    func add(_ user: User) throws(StoreError) {
        try insert.bind(user.id, at: 1)
        try insert.bind(user.name, at: 2)
        try insert.bind(user.isOperator, at: 3)
        try insert.bind(user.createdAt.microseconds, at: 4)
        try insert.run()
    }

    /// Makes a user an operator.
    func promote(_ id: String) throws(StoreError) {
        try promote.bind(id, at: 1)
        try promote.run()
    }

    private static func user(_ row: Statement) -> User {
        User(
            id: row.text(at: 0), name: row.text(at: 1), isOperator: row.boolean(at: 2),
            createdAt: Timestamp(microseconds: row.integer(at: 3)))
    }
}
