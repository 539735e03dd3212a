import Topics

/// What a session meant to a user, in smallest units of money.
struct SessionBalance: Hashable, Sendable {
    /// The session.
    let session: Int64
    /// The user.
    let user: String
    /// The resource that was bid for, or has earned; nil for all of the user's.
    let resource: String?
    /// What came in with bids.
    let deposit: Int64
    /// What was paid.
    let payment: Int64
    /// What was earned.
    let revenue: Int64

    /// The row as replies show it.
    var json: JSONValue {
        var object: JSONObject = ["session": JSONValue(session), "user": .string(user)]
        if let resource { object["resource"] = .string(resource) }
        object["deposit"] = JSONValue(deposit)
        object["payment"] = JSONValue(payment)
        object["revenue"] = JSONValue(revenue)
        object["balance"] = JSONValue(deposit + revenue - payment)
        return .object(object)
    }
}
