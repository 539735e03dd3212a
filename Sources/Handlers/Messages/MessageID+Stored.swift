import Topics

extension MessageID {
    /// The number as SQLite keeps it, which has signed numbers only.
    var stored: Int64 { Int64(bitPattern: number) }

    /// The identifier that was stored as this number; a damaged one is an identifier that no message has.
    init(stored: Int64) {
        self.init(UInt64(bitPattern: stored))
    }
}
