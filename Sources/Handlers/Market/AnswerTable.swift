import Store
import Topics

/// What was answered to requests that carry an id: the same request gets the same answer, and does nothing.
struct AnswerTable {
    /// For how long an answer is kept after it was given: whoever asks again does so within a day.
    static let lifetime = Duration.seconds(86_400)

    private let select: Statement
    private let insert: Statement
    private let remove: Statement

    /// A request that was answered.
    struct Answered {
        /// What was asked for.
        let method: String
        /// The body of the request.
        let body: [UInt8]
        /// The body of the reply, which was `ok`.
        let reply: [UInt8]
    }

    init(_ connection: Connection) throws(StoreError) {
        select = try connection.prepare(
            "SELECT method, body, reply FROM answered WHERE request = ?")
        insert = try connection.prepare(
            "INSERT INTO answered (request, method, body, reply, at) VALUES (?, ?, ?, ?, ?)")
        remove = try connection.prepare("DELETE FROM answered WHERE at < ?")
    }

    /// What a request of this id was answered.
    func answered(_ id: String) throws(StoreError) -> Answered? {
        try select.bind(id, at: 1)
        return try select.firstRow { row in
            Answered(method: row.text(at: 0), body: row.bytes(at: 1), reply: row.bytes(at: 2))
        }
    }

    /// Keeps an answer, and forgets those that are old.
    func add(
        _ id: String, _ request: Request, reply: Payload, at now: Timestamp
    ) throws(StoreError) {
        try remove.bind(now.advanced(by: .zero - Self.lifetime).microseconds, at: 1)
        try remove.run()
        try insert.bind(id, at: 1)
        try insert.bind(request.method, at: 2)
        try insert.bind(request.payload.bytes, at: 3)
        try insert.bind(reply.bytes, at: 4)
        try insert.bind(now.microseconds, at: 5)
        try insert.run()
    }
}
