import CSQLite
package import Topics

/// Giving values to the parameters of a statement, which count from 1; nil is NULL.
extension Statement {
    /// Binds an integer.
    package func bind(_ value: Int64?, at index: Int) throws(StoreError) {
        guard let value else { return try bindNull(at: index) }
        _ = try database.open()
        try check(sqlite3_bind_int64(pointer, Int32(index), value))
    }

    /// Binds an integer.
    package func bind(_ value: Int?, at index: Int) throws(StoreError) {
        try bind(value.map { Int64($0) }, at: index)
    }

    /// Binds 1 for true and 0 for false.
    package func bind(_ value: Bool?, at index: Int) throws(StoreError) {
        try bind(value.map { $0 ? Int64(1) : 0 }, at: index)
    }

    /// Binds a number with fractions; SQLite takes NaN for NULL.
    package func bind(_ value: Double?, at index: Int) throws(StoreError) {
        guard let value else { return try bindNull(at: index) }
        _ = try database.open()
        try check(sqlite3_bind_double(pointer, Int32(index), value))
    }

    /// Binds a copy of a text.
    package func bind(_ value: String?, at index: Int) throws(StoreError) {
        guard var value else { return try bindNull(at: index) }
        _ = try database.open()
        let code = value.withUTF8 { text in
            let (start, lifetime) = kept(UnsafeRawBufferPointer(text), at: index)
            return sqlite3_bind_text64(
                pointer, Int32(index), start?.assumingMemoryBound(to: CChar.self),
                UInt64(text.count), lifetime, UInt8(SQLITE_UTF8))
        }
        try check(code)
    }

    /// Binds a copy of bytes.
    package func bind(_ value: [UInt8]?, at index: Int) throws(StoreError) {
        guard let value else { return try bindNull(at: index) }
        _ = try database.open()
        try check(value.withUnsafeBytes { copy($0, at: index) })
    }

    /// Binds the sixteen bytes of an identifier, most significant first.
    package func bind(_ value: (some UniqueID)?, at index: Int) throws(StoreError) {
        guard let value else { return try bindNull(at: index) }
        _ = try database.open()
        let bytes = (value.high.bigEndian, value.low.bigEndian)
        try check(Swift.withUnsafeBytes(of: bytes) { copy($0, at: index) })
    }

    /// Binds bytes where they are: they have to stay there, unchanged, until the statement is reset.
    package func bind(borrowing bytes: UnsafeRawBufferPointer, at index: Int) throws(StoreError) {
        try borrow(bytes, of: nil, at: index)
    }

    /// Binds the bytes of a payload: without a copy where the payload shares them with an owner, which
    /// the statement then keeps until it is reset.
    package func bind(_ payload: Payload, at index: Int) throws(StoreError) {
        guard let owner = payload.owner else {
            _ = try database.open()
            return try check(payload.withUnsafeBytes { copy($0, at: index) })
        }
        try borrow(owner.bytes, of: owner, at: index)
    }

    /// Binds NULL.
    package func bindNull(at index: Int) throws(StoreError) {
        _ = try database.open()
        try check(sqlite3_bind_null(pointer, Int32(index)))
    }

    private func borrow(
        _ bytes: UnsafeRawBufferPointer, of owner: (any PayloadOwner)?, at index: Int
    ) throws(StoreError) {
        _ = try database.open()
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return try check(sqlite3_bind_zeroblob(pointer, Int32(index), 0))
        }
        let code = sqlite3_bind_blob64(
            pointer, Int32(index), start, UInt64(bytes.count), busnode_sqlite_static())
        try check(code)
        borrowed.append(BorrowedBytes(index: Int32(index), owner: owner))
    }

    private func copy(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int32 {
        // SQLite takes a null pointer for NULL, which no bytes are not.
        guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(pointer, Int32(index), 0) }
        let (place, lifetime) = kept(bytes, at: index)
        return sqlite3_bind_blob64(pointer, Int32(index), place, UInt64(bytes.count), lifetime)
    }

    /// Where SQLite finds a value for as long as it is bound: in the parameter's slot if it is small, or else
    /// in a copy that SQLite makes now.
    private func kept(
        _ bytes: UnsafeRawBufferPointer, at index: Int
    ) -> (start: UnsafeRawPointer?, lifetime: sqlite3_destructor_type?) {
        guard bytes.count <= Self.slotSize else {
            return (bytes.baseAddress, busnode_sqlite_transient())
        }
        let slot = slot(of: index)
        slot.copyMemory(from: bytes)
        return (UnsafeRawPointer(slot.baseAddress), busnode_sqlite_static())
    }

    private func check(_ code: Int32) throws(StoreError) {
        guard code == SQLITE_OK else { throw database.error(code, sql: sql) }
    }
}
