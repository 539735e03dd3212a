package import Topics

/// Somebody who buys and sells in the market, or runs it.
package struct User: Hashable, Sendable {
    /// What they are called in requests: 1 to 64 of `a-z`, `0-9`, `-`, `_`, `.` and `@`.
    package let id: String
    /// What people call them; the id where nothing else was said.
    package let name: String
    /// Whether they may do what runs the market, and see what belongs to others.
    package let isOperator: Bool
    /// Since when they are known.
    package let createdAt: Timestamp

    /// The user as replies show them.
    var json: JSONObject {
        [
            "id": .string(id), "name": .string(name), "operator": .bool(isOperator),
            "created_at": .string(createdAt.description),
        ]
    }
}
