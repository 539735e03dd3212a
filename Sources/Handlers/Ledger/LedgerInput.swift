package import Topics

/// What the ledger is told.
package enum LedgerInput: Sendable {
    /// Somebody asks for something.
    case request(Request)
    /// It is time.
    case wake
}
