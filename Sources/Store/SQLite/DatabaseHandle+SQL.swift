import CSQLite

extension DatabaseHandle {
    /// Runs SQL text of one or more statements that take no parameters; rows are passed over.
    func execute(_ sql: String) throws(StoreError) {
        try check(sqlite3_exec(try open(), sql, nil, nil, nil), sql: sql)
    }

    /// The first column of the first row, 0 when there is none.
    func firstInteger(_ sql: String) throws(StoreError) -> Int64 {
        try Statement(sql, in: self).firstRow { $0.integer(at: 0) } ?? 0
    }
}
