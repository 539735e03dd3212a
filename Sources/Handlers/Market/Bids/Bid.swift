import MarketEngine
import Topics

/// What a user offers for a better forecast of a resource in one session.
struct Bid: Hashable {
    /// Its number in the file.
    let number: Int64
    /// Its id, different from those of all others.
    let id: String
    /// The session it is for.
    let session: Int64
    /// The number of the resource to forecast.
    let resource: Int64
    /// The id of that resource.
    let resourceID: String
    /// Who bids.
    let user: String
    /// Smallest units of money for each percentage point by which the error falls.
    var price: Int64
    /// The most that is paid, and what is deposited.
    let maxPayment: Int64
    /// How the error is measured.
    var gain: GainFunction
    /// Where the deposit is to go: the market's wallet when the bid was placed.
    let marketWallet: String
    /// Where it has to come from: the user's wallet when the bid was placed.
    let userWallet: String
    /// How far it is.
    var state = BidState.placed
    /// Why it does not count.
    var verdict: BidRejection?
    /// The same in words.
    var reason: String?
    /// The transfer that its user has named.
    var transfer: String?
    /// What the ledger said of the transfer last.
    var ledger: LedgerState?
    /// When the ledger is asked next; nil when it need not be asked.
    var askAt: Timestamp?
    /// When it was placed.
    let placedAt: Timestamp
    /// When the transfer was named.
    var paidAt: Timestamp?
    /// When it was confirmed, rejected or cancelled.
    var settledAt: Timestamp?

    /// What the ledger says of a transfer.
    enum LedgerState: String, Sendable {
        /// It knows nothing of it.
        case unknown
        /// It may still be carried out or not.
        case pending
        /// It is not carried out, and never will be.
        case failed
        /// It is carried out.
        case confirmed
    }

    /// The bid as replies show it.
    var json: JSONObject {
        func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
        return [
            "bid": .string(id), "number": JSONValue(number), "session": JSONValue(session),
            "user": .string(user), "resource": .string(resourceID), "price": JSONValue(price),
            "max_payment": JSONValue(maxPayment), "gain": .string(gain.rawValue),
            "market_wallet": .string(marketWallet), "user_wallet": .string(userWallet),
            "state": .string(state.rawValue), "verdict": text(verdict?.rawValue),
            "reason": text(reason), "transfer": text(transfer), "ledger": text(ledger?.rawValue),
            "placed_at": .string(placedAt.description), "paid_at": text(paidAt?.description),
            "settled_at": text(settledAt?.description),
        ]
    }
}
