import Topics

/// A parameter whose bytes SQLite reads where they are, until the statement is reset.
struct BorrowedBytes {
    /// The parameter, from 1.
    let index: Int32
    /// Who keeps the bytes in place; nil where the caller of `bind` does.
    let owner: (any PayloadOwner)?
}
