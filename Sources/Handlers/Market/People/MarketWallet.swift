package import Topics

/// Where bids are paid to, and payouts come from, at the ledger.
package struct MarketWallet: Hashable, Sendable {
    /// The address at the ledger.
    package let address: String
    /// Since when it is the market's.
    package let registeredAt: Timestamp

    /// The wallet as replies show it.
    var json: JSONObject {
        [
            "address": .string(address), "registered_at": .string(registeredAt.description),
        ]
    }
}
