import BusNode
import Store

/// What the file of a backbone that has stopped says about questions and messages.
struct Ledger {
    let questions: Int
    let open: Int
    /// Questions whose stream has one end, as its last event.
    let endedOnce: Int
    /// Questions that were answered by an attempt after the first.
    let answeredLater: Int
    let ends: Int

    /// Reads a file that nobody writes.
    init(of path: String) throws {
        let file = try Connection(path: path)
        questions = try Self.count("SELECT count(*) FROM question", file)
        open = try Self.count("SELECT count(*) FROM open_question", file)
        let isEnd = "kind IN (5, 6, 7)"
        ends = try Self.count("SELECT count(*) FROM event WHERE \(isEnd)", file)
        endedOnce = try Self.count(
            """
            SELECT count(*) FROM (
                SELECT key >> 20 AS number FROM event GROUP BY number
                HAVING sum(\(isEnd)) = 1 AND max(key) = max(CASE WHEN \(isEnd) THEN key END)
                   AND max(key) & 1048575 = count(*))
            """, file)
        answeredLater = try Self.count(
            "SELECT count(*) FROM event WHERE \(isEnd) AND attempt > 1", file)
        try file.close()
    }

    private static func count(_ sql: String, _ file: Connection) throws -> Int {
        let statement = try file.prepare(sql)
        return try statement.firstRow { row in Int(row.integer(at: 0)) } ?? 0
    }
}
