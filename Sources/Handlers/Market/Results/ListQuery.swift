import Store

/// A query for part of a list, with only the conditions that are asked for, so that an index serves it.
struct ListQuery {
    private let select: String
    private var conditions: [String] = []
    private var values: [Value] = []

    private enum Value {
        case integer(Int64)
        case text(String)
    }

    /// A query that starts with this SQL, up to its conditions.
    init(_ select: String) {
        self.select = select
    }

    /// Only rows with this text in a column; all without one.
    mutating func require(_ column: String, _ text: String?) {
        guard let text else { return }
        conditions.append("\(column) = ?")
        values.append(.text(text))
    }

    /// Only rows with this number in a column; all without one.
    mutating func require(_ column: String, _ number: Int64?) {
        guard let number else { return }
        conditions.append("\(column) = ?")
        values.append(.integer(number))
    }

    /// The rows after the page's start by this column, one more than its limit where there are so many.
    func rows<Row>(
        _ page: ListPage, by column: String, _ connection: Connection,
        _ read: (Statement) throws(StoreError) -> Row
    ) throws(StoreError) -> [Row] {
        let terms = (conditions + ["\(column) > ?"]).joined(separator: " AND ")
        let statement = try connection.prepare(
            "\(select) WHERE \(terms) ORDER BY \(column) LIMIT ?")
        let all = values + [.integer(page.after), .integer(Int64(page.limit) + 1)]
        for (index, value) in all.enumerated() {
            switch value {
            case .integer(let integer): try statement.bind(integer, at: index + 1)
            case .text(let text): try statement.bind(text, at: index + 1)
            }
        }
        return try statement.rows(read)
    }
}
