import Topics

/// Which part of a long list is asked for: the members `limit` and `after` of a request.
struct ListPage {
    /// How many rows at most.
    let limit: Int
    /// Rows with a number above this one.
    let after: Int64

    /// How many rows a list may have.
    static let limits: ClosedRange<Int64> = 1...1_000
    /// How many rows a list has when nobody says otherwise.
    static let usual: Int64 = 100

    /// Reads `limit` and `after`.
    init(_ fields: inout RequestFields) {
        limit = fields.limit()
        after = fields.integerIfPresent("after") ?? 0
    }

    /// The reply: the rows under a name, and in `next` the number to go on after, or null.
    ///
    /// `rows` are one more than `limit` where there are so many, which tells that the list goes on.
    func reply<Row>(
        _ name: String, _ rows: [Row], number: (Row) -> Int64, _ json: (Row) throws -> JSONValue
    ) rethrows -> JSONValue {
        let next = rows.count > limit ? JSONValue(number(rows[limit - 1])) : .null
        return .object([
            name: .array(try rows.prefix(limit).map(json)), "next": next,
        ])
    }
}

extension RequestFields {
    /// How many rows of a list are asked for.
    mutating func limit() -> Int {
        Int(integerIfPresent("limit", in: ListPage.limits) ?? ListPage.usual)
    }
}
