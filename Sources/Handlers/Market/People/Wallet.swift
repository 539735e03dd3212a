package import Topics

/// Where the money of a user comes from and goes to, at the ledger.
package struct Wallet: Hashable, Sendable {
    /// The id of the user.
    package let user: String
    /// The address at the ledger.
    package let address: String
    /// Since when it is the user's.
    package let registeredAt: Timestamp

    /// The wallet as replies show it.
    var json: JSONObject {
        [
            "user": .string(user), "address": .string(address),
            "registered_at": .string(registeredAt.description),
        ]
    }
}
