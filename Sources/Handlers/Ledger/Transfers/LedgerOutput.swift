import Topics

/// A part of a transfer: who gets how much.
struct LedgerOutput: Hashable, Sendable {
    /// The address that gets it.
    let payee: String
    /// How much it gets, in smallest units of money.
    let amount: Int64

    /// The output as replies have it.
    var json: JSONValue { ["payee": .string(payee), "amount": JSONValue(amount)] }
}
