import Topics

/// What a resource earned in a session, as the market keeps it.
struct StoredRevenue {
    /// Its place in the list of all.
    let number: Int64
    /// The session.
    let session: Int64
    /// The id of the resource.
    let resource: String
    /// Whose it is.
    let user: String
    /// The revenue in smallest units of money.
    let amount: Int64

    /// The revenue as replies show it.
    var json: JSONValue {
        [
            "session": JSONValue(session), "resource": .string(resource), "user": .string(user),
            "amount": JSONValue(amount),
        ]
    }
}
