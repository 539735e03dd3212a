import CSQLite
import Topics

/// One compiled SQL statement, kept by its owner and run many times.
///
/// Bind its parameters (from 1), then `run()` it or read its rows. It is ready for new values after
/// `run()`, after `step()` has returned false or thrown, and after `reset()`. Values stay bound until
/// they are replaced, but for borrowed bytes, which become NULL.
package final class Statement {
    /// The SQL, with its parameters as `?`.
    package let sql: String
    let pointer: OpaquePointer
    let database: DatabaseHandle
    var borrowed: [BorrowedBytes] = []
    /// Room for the small values of the parameters, so that SQLite need not copy them to room of its own.
    private let slots: UnsafeMutableRawBufferPointer
    private let columnCount: Int
    private var hasRow = false

    /// Compiles one statement.
    init(_ sql: String, in database: DatabaseHandle) throws(StoreError) {
        let connection = try database.open()
        var compiled: OpaquePointer?
        let (code, used) = sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(
                connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &compiled, &rest)
            return (code, rest.map { text.distance(to: $0) } ?? 0)
        }
        try database.check(code, sql: sql)
        guard let compiled, sql.utf8.dropFirst(used).allSatisfy({ $0 <= UInt8(ascii: " ") }) else {
            preconditionFailure("not exactly one statement: \(sql)")
        }
        self.sql = sql
        self.database = database
        pointer = compiled
        columnCount = Int(sqlite3_column_count(compiled))
        slots = .allocate(
            byteCount: Int(sqlite3_bind_parameter_count(compiled)) * Self.slotSize, alignment: 8)
    }

    deinit {
        // Closing the connection has finalized all statements.
        if database.pointer != nil { sqlite3_finalize(pointer) }
        slots.deallocate()
    }

    /// Goes to the next row, and tells whether there is one.
    ///
    /// - Throws: `StoreError` when SQLite fails; the statement is then reset.
    package func step() throws(StoreError) -> Bool {
        _ = try database.open()
        let code = sqlite3_step(pointer)
        if code == SQLITE_ROW {
            hasRow = true
            return true
        }
        let failure = code == SQLITE_DONE ? nil : database.error(code, sql: sql)
        reset()
        if let failure { throw failure }
        return false
    }

    /// Runs a statement that gives no rows.
    package func run() throws(StoreError) {
        let isRow = try step()
        precondition(!isRow, "rows of \(sql) would go unread")
    }

    /// Leaves the rows that were not read, so that values can be bound anew.
    package func reset() {
        hasRow = false
        guard database.pointer != nil else { return }
        // Its result repeats the error of the last step, which that step has thrown.
        sqlite3_reset(pointer)
        guard !borrowed.isEmpty else { return }
        for bytes in borrowed {
            sqlite3_bind_null(pointer, bytes.index)
        }
        borrowed.removeAll(keepingCapacity: true)
    }

    /// What `read` makes of the first row; nil when there is none.
    package func firstRow<Value>(
        _ read: (Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> Value? {
        defer { reset() }
        return try step() ? try read(self) : nil
    }

    /// What `read` makes of each row, in order.
    package func rows<Value>(
        _ read: (Statement) throws(StoreError) -> Value
    ) throws(StoreError) -> [Value] {
        defer { reset() }
        var values: [Value] = []
        while try step() {
            values.append(try read(self))
        }
        return values
    }

    /// The largest value that has room in a slot, in bytes.
    static let slotSize = 64

    /// Where the value of a parameter (from 1) is kept while it is bound.
    func slot(of parameter: Int) -> UnsafeMutableRawBufferPointer {
        let start = (parameter - 1) * Self.slotSize
        return UnsafeMutableRawBufferPointer(rebasing: slots[start..<start + Self.slotSize])
    }

    /// A column's number as SQLite takes it, when there is a row that has it.
    func column(_ column: Int) -> Int32 {
        precondition(hasRow && database.pointer != nil, "no row to read in \(sql)")
        precondition(column >= 0 && column < columnCount, "no column \(column) in \(sql)")
        return Int32(column)
    }
}
