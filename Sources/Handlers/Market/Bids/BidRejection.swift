/// Why a bid does not count.
enum BidRejection: String, CaseIterable, Sendable {
    /// The ledger knows no such transfer, or it has failed.
    case unknown
    /// The transfer pays nothing to the market.
    case address
    /// It pays more or less than the bid's cap.
    case amount
    /// It comes from somebody else.
    case payer
    /// It pays for another bid, or goes back already.
    case duplicate
    /// It was not confirmed in time.
    case late
}
