/// Whose a wallet is.
enum WalletOwner: Hashable {
    /// That of the market.
    case market
    /// That of the user of this id.
    case user(String)
}
