/// Sessions as bars, one under the other: prices, payments and revenues, without colours.
struct SessionChart: Sendable {
    /// What is shown of one session.
    struct Row: Sendable {
        /// The session.
        let session: Int
        /// Its price.
        let price: Double
        /// What buyers have paid; nil while it is not finished.
        let payments: Int?
        /// What sellers have got.
        let revenues: Int?
    }

    private let rows: [Row]
    private let title: String

    private static let gap = "  "
    /// A bar narrower than this says nothing, in columns.
    private static let leastBar = 4
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// A chart of sessions, the first one on top.
    init(_ rows: [Row], title: String) {
        self.rows = rows
        self.title = title
    }

    /// The lines of the chart, none of them wider than `width` where that is possible.
    func lines(width: Int) -> [String] {
        guard !rows.isEmpty else { return ["\(title): there is no session yet"] }
        let sessions = Self.padded(rows.map { "\($0.session)" }, under: "SESSION")
        let highest = rows.map(\.price).max() ?? 0
        // One scale for both: what is missing to the payments is the fee.
        let most = Double(rows.flatMap { [$0.payments ?? 0, $0.revenues ?? 0] }.max() ?? 0)
        let columns = [
            Column("PRICE", rows.map { Value(NumberText.grouped($0.price), $0.price, highest) }),
            Column("PAYMENTS", rows.map { Value($0.payments, most) }),
            Column("REVENUES", rows.map { Value($0.revenues, most) }),
        ]
        let numbers = columns.map(\.numberWidth).reduce(0, +)
        let gaps = Self.gap.count * columns.count + columns.count
        let bar = max(Self.leastBar, (width - sessions[0].count - numbers - gaps) / columns.count)
        let cells = columns.map { $0.cells(bar: bar) }
        let table = sessions.indices.map { place in
            ([sessions[place]] + cells.map { $0[place] }).joined(separator: Self.gap)
        }
        return [title] + table.map(Self.withoutTrailingSpace)
    }

    private static func padded(_ texts: [String], under title: String) -> [String] {
        let all = [title] + texts
        let width = all.map(\.count).max() ?? 0
        return all.map { String(repeating: " ", count: width - $0.count) + $0 }
    }

    private static func withoutTrailingSpace(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }

    /// A number and how long its bar is.
    private struct Value {
        let text: String
        let part: Double

        init(_ text: String, _ value: Double, _ most: Double) {
            self.text = text
            part = most > 0 ? min(1, max(0, value / most)) : 0
        }

        init(_ amount: Int?, _ most: Double) {
            self.init(
                amount.map { NumberText.grouped($0) } ?? "-", Double(amount ?? 0), most)
        }

        /// The bar in eighths of a column; what is not nothing is seen.
        func bar(width: Int) -> String {
            let length = Int((part * Double(width * 8)).rounded())
            let eighths = part > 0 ? max(1, length) : 0
            let text =
                String(repeating: "█", count: eighths / 8) + SessionChart.eighths[eighths % 8]
            return text + String(repeating: " ", count: width - text.count)
        }
    }

    /// Numbers with their bars under a title.
    private struct Column {
        let title: String
        let values: [Value]
        let numberWidth: Int

        init(_ title: String, _ values: [Value]) {
            self.title = title
            self.values = values
            numberWidth = ([title] + values.map(\.text)).map(\.count).max() ?? 0
        }

        func cells(bar width: Int) -> [String] {
            let numbers = SessionChart.padded(values.map(\.text), under: title)
            return [numbers[0] + String(repeating: " ", count: width + 1)]
                + values.indices.map { "\(numbers[$0 + 1]) \(values[$0].bar(width: width))" }
        }
    }
}
