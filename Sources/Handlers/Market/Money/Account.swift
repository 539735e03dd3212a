/// An account of the market's books.
enum Account: Hashable, Sendable, CustomStringConvertible {
    /// What the market has at the ledger: the only account that is not below zero.
    case wallet
    /// What the market has kept of payments.
    case fees
    /// What the market owes a user.
    case user(String)
    /// A deposit that no bid uses, by its transfer.
    case held(String)
    /// What has left for the ledger and is not confirmed, by its number.
    case outgoing(Int64)

    /// What comes before a user's id in the name of the account.
    static let userPrefix = "user:"

    /// The name in the books.
    var description: String {
        switch self {
        case .wallet: "wallet"
        case .fees: "fees"
        case .user(let user): Self.userPrefix + user
        case .held(let transfer): "held:\(transfer)"
        case .outgoing(let number): "outgoing:\(number)"
        }
    }
}
