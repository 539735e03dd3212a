/// All money of a ledger together.
struct LedgerTotals: Hashable, Sendable {
    /// What accounts were opened with.
    let credited: Int64
    /// What accounts have.
    let held: Int64
    /// What has left its payers, and has not come to its payees.
    let moving: Int64

    /// Whether no money has come from nowhere, and none is gone.
    var addUp: Bool { credited == held + moving }
}
