import CSQLite

/// Reading the columns of the row that `step()` went to; columns count from 0.
extension Statement {
    /// Whether the column is NULL.
    package func isNull(at column: Int) -> Bool {
        sqlite3_column_type(pointer, self.column(column)) == SQLITE_NULL
    }

    /// An integer; 0 for NULL.
    package func integer(at column: Int) -> Int64 {
        sqlite3_column_int64(pointer, self.column(column))
    }

    /// An integer, nil for NULL.
    package func integerIfPresent(at column: Int) -> Int64? {
        isNull(at: column) ? nil : integer(at: column)
    }

    /// A number with fractions; 0 for NULL.
    package func double(at column: Int) -> Double {
        sqlite3_column_double(pointer, self.column(column))
    }

    /// A number with fractions, nil for NULL.
    package func doubleIfPresent(at column: Int) -> Double? {
        isNull(at: column) ? nil : double(at: column)
    }

    /// Whether the column is something else than 0 or NULL.
    package func boolean(at column: Int) -> Bool {
        integer(at: column) != 0
    }

    /// A text; empty for NULL.
    package func text(at column: Int) -> String {
        let index = self.column(column)
        guard let start = sqlite3_column_text(pointer, index) else { return "" }
        let count = Int(sqlite3_column_bytes(pointer, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A text, nil for NULL.
    package func textIfPresent(at column: Int) -> String? {
        isNull(at: column) ? nil : text(at: column)
    }

    /// A copy of the bytes; none for NULL.
    package func bytes(at column: Int) -> [UInt8] {
        withUnsafeBytes(at: column) { Array($0) }
    }

    /// Calls `body` with the bytes where SQLite has them; the pointer is valid during the call only.
    package func withUnsafeBytes<Result, Failure: Error>(
        at column: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let index = self.column(column)
        let start = sqlite3_column_blob(pointer, index)
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(pointer, index))
        return try body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
