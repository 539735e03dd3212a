/// A line that says what is going on: rewritten in place on a terminal, one line after another elsewhere.
///
/// It performs nothing; each call returns what is to be written.
struct LiveLine {
    private let terminal: Terminal
    private var shown: String?

    private static let clearLine = "\r\u{1B}[K"

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// Shows a text in place of the one before; nothing when it is the same.
    mutating func show(_ text: String) -> String {
        let text = TextWidth.printable(text)
        guard text != shown else { return "" }
        shown = text
        guard terminal.canRewrite else { return text + "\n" }
        return Self.clearLine + fitted(text)
    }

    /// Takes the line away for good.
    mutating func remove() -> String {
        defer { shown = nil }
        return terminal.canRewrite && shown != nil ? Self.clearLine : ""
    }

    /// What to write before and behind something else, so that the line stays the last one.
    func around() -> (before: String, behind: String) {
        guard terminal.canRewrite, let shown else { return ("", "") }
        return (Self.clearLine, fitted(shown))
    }

    /// A full line would wrap on some terminals, and the next version would not cover it.
    private func fitted(_ text: String) -> String {
        TextWidth.cut(text, to: terminal.width - 1)
    }
}
