import CSQLite
package import Topics

extension Connection {
    /// Writes a payload into the room that `bind(roomFor:)` has made for it in a row, where the pages of the
    /// file are in memory: in one copy. A value that is bound is copied twice, into the row and from there.
    package func fill(
        _ column: String, of table: String, row: Int64, with payload: Payload
    ) throws(StoreError) {
        var blob: OpaquePointer?
        try database.check(
            sqlite3_blob_open(try database.open(), "main", table, column, row, 1, &blob))
        let written = payload.withUnsafeBytes {
            sqlite3_blob_write(blob, $0.baseAddress, Int32($0.count), 0)
        }
        let closed = sqlite3_blob_close(blob)
        try database.check(written)
        try database.check(closed)
    }
}

extension Statement {
    /// From how many bytes on a payload is worth the two calls more of `fill`.
    private static let largePayload = 32_768

    /// Binds a payload, or, when it is large, room for it, which is to be filled when the row is there. The
    /// column has to be the last one of its table: SQLite leaves room at the end of a row only.
    ///
    /// - Returns: whether it is room.
    package func bind(roomFor payload: Payload, at index: Int) throws(StoreError) -> Bool {
        guard payload.count >= Self.largePayload else {
            try bind(payload, at: index)
            return false
        }
        _ = try database.open()
        try database.check(
            sqlite3_bind_zeroblob64(pointer, Int32(index), UInt64(payload.count)), sql: sql)
        return true
    }
}
