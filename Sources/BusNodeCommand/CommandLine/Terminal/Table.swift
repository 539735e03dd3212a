/// Rows under titles, in aligned columns.
struct Table: Sendable {
    private let columns: [Column]
    private var rows: [[String]] = []

    private static let gap = "  "
    /// A cut column keeps this much where it can: enough to tell one value from another, in columns.
    private static let leastWidth = 8

    /// A table without rows.
    init(_ columns: Column...) {
        precondition(!columns.isEmpty)
        self.columns = columns
    }

    /// Adds a row with one text for each column; what could change a terminal is made visible.
    mutating func add(_ cells: String...) {
        precondition(cells.count == columns.count, "\(cells.count) cells, not \(columns.count)")
        rows.append(cells.map(TextWidth.printable))
    }

    /// Whether there are no rows.
    var isEmpty: Bool { rows.isEmpty }

    /// The lines of the table. On a terminal the widest columns are cut until the lines fit; a file or
    /// another program always gets everything.
    func lines(for terminal: Terminal) -> [String] {
        let titles = columns.map(\.title)
        var widths = columns.indices.map { place in
            ([titles] + rows).map { TextWidth.columns(of: $0[place]) }.max() ?? 0
        }
        if terminal.isTerminal { Self.shrink(&widths, to: terminal.width) }
        let head = line(titles, widths)
        let styled = terminal.allowsColour ? TextStyle.bold.apply(to: head) : head
        return [styled] + rows.map { line($0, widths) }
    }

    private static func shrink(_ widths: inout [Int], to limit: Int) {
        var excess = widths.reduce(0, +) + gap.count * (widths.count - 1) - limit
        while excess > 0, let widest = widths.max(), widest > leastWidth,
            let place = widths.firstIndex(of: widest)
        {
            widths[place] -= 1
            excess -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let texts = columns.indices.map { place in
            let text = TextWidth.cut(cells[place], to: widths[place])
            let width = widths[place] - TextWidth.columns(of: text)
            let space = String(repeating: " ", count: width)
            switch columns[place].alignment {
            case .left: return place == columns.count - 1 ? text : text + space
            case .right: return space + text
            }
        }
        return texts.joined(separator: Self.gap)
    }

    /// A column and the side that its texts keep to.
    struct Column: Sendable {
        let title: String
        let alignment: Alignment

        /// A column of texts.
        static func left(_ title: String) -> Column { Column(title: title, alignment: .left) }
        /// A column of numbers.
        static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
    }

    /// The side that texts keep to.
    enum Alignment: Sendable {
        case left, right
    }
}
