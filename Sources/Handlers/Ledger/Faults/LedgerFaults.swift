import Topics

/// What goes wrong in a ledger on purpose, so that it can be seen what others make of it.
struct LedgerFaults: Hashable, Sendable {
    /// How long transfers that are sent from now on take; nil for as long as the settings say.
    var confirmAfter: Duration?
    /// How many of the next transfers fail in the end.
    var failingTransfers: Int64 = 0
    /// How many of the next requests about transfers are carried out and not answered.
    var lostReplies: Int64 = 0
    /// Whether all requests but those about faults are neither carried out nor answered.
    var isSilent = false

    /// Most transfers that are to fail, and replies that are to be lost.
    static let countLimit: Int64 = 1_000_000
}
