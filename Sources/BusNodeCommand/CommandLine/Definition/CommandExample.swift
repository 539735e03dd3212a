/// A command line that can be tried, and what it does.
struct CommandExample: Sendable {
    /// The line as it is typed; it may go on over several lines.
    let line: String
    /// What it does, in one sentence without a full stop.
    let summary: String

    init(_ line: String, _ summary: String) {
        self.line = line
        self.summary = summary
    }
}
