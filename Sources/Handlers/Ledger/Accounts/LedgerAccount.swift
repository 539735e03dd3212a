import Topics

/// The money of an address.
struct LedgerAccount: Hashable, Sendable {
    /// Accounts count up from 1 in the order in which they were opened.
    let number: Int64
    /// Whose money it is.
    let address: String
    /// What it was opened with; nil when a transfer has opened it.
    let credit: Int64?
    /// What it has; what is still moving is at neither end.
    let balance: Int64
    /// When it was opened.
    let openedAt: Timestamp

    /// The account as replies have it.
    var json: JSONValue {
        [
            "address": .string(address), "balance": JSONValue(balance),
            "credit": credit.map { JSONValue($0) } ?? 0,
            "opened_at": .string(openedAt.description),
        ]
    }
}
