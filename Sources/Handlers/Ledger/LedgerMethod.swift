import Topics

/// Something that the ledger does for whoever asks it (docs/ledger.md).
package struct LedgerMethod: Sendable {
    /// What it is called, such as `transfers.send`.
    package let name: String
    /// Reads the fields, calls `check` on them, and carries it out.
    ///
    /// It throws `RequestRefusal`, and then nothing is changed, or `StoreError`.
    let carryOut: @Sendable (LedgerTurn, inout RequestFields) throws -> JSONValue

    init(
        _ name: String,
        _ carryOut: @escaping @Sendable (LedgerTurn, inout RequestFields) throws -> JSONValue
    ) {
        self.name = name
        self.carryOut = carryOut
    }

    /// All methods, by name.
    package static let all = Dictionary(
        uniqueKeysWithValues: (accountMethods + transferMethods + faultMethods).map {
            ($0.name, $0)
        })

    /// The most rows of a list in one reply.
    static let pageLimit: Int64 = 1_000
    /// The rows of a list in one reply when nothing is said.
    static let usualPage: Int64 = 100

    /// A page of a list, and the number after which the next one begins.
    ///
    /// - Parameter rows: what was found, with one row more than the limit when there are more.
    static func page<Row>(
        _ name: String, _ rows: [Row], limit: Int64, number: (Row) -> Int64,
        json: (Row) -> JSONValue
    ) -> JSONValue {
        let page = rows.prefix(Int(limit))
        let isLast = rows.count <= Int(limit)
        var object = JSONObject()
        object[name] = .array(page.map(json))
        object["next"] = isLast ? .null : page.last.map { JSONValue(number($0)) } ?? .null
        return .object(object)
    }
}
