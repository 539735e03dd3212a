import Topics

/// What a command writes: results to the standard output, everything else to the standard error.
///
/// It is one actor because the live line and what is written around it share the screen.
actor Output {
    /// How results are written.
    nonisolated let format: Format
    /// Where results go.
    nonisolated let terminal: Terminal
    /// Where notes and the live line go.
    nonisolated let errorTerminal: Terminal

    private let output: OutputDescriptor
    private let errors: OutputDescriptor
    private var live: LiveLine

    init(
        _ format: Format, terminal: Terminal, errorTerminal: Terminal,
        output: OutputDescriptor = .standardOutput, errors: OutputDescriptor = .standardError
    ) {
        self.format = format
        self.terminal = terminal
        self.errorTerminal = errorTerminal
        self.output = output
        self.errors = errors
        live = LiveLine(errorTerminal)
    }

    /// The output of this process.
    init(_ format: Format, environment: [String: String]) {
        self.init(
            format, terminal: Terminal(descriptor: 1, environment: environment),
            errorTerminal: Terminal(descriptor: 2, environment: environment))
    }

    /// Writes one result: lines for a person, or the value as one line of JSON.
    ///
    /// - Throws: `OutputError`; after `closed` nobody reads, and the command can end.
    func result(
        _ lines: @autoclosure () -> [String], json: @autoclosure () -> JSONValue
    ) throws(OutputError) {
        switch format {
        case .text:
            let lines = lines()
            if !lines.isEmpty { try text(lines.joined(separator: "\n") + "\n") }
        case .json: try text(json().text(.compact) + "\n")
        }
    }

    /// Writes a table, or each of the values as one line of JSON.
    ///
    /// - Throws: `OutputError`.
    func table(
        _ table: @autoclosure () -> Table, json: @autoclosure () -> [JSONValue]
    ) throws(OutputError) {
        switch format {
        case .text: try text(table().lines(for: terminal).joined(separator: "\n") + "\n")
        case .json:
            for value in json() { try text(value.text(.compact) + "\n") }
        }
    }

    /// Writes text to the standard output as it is, whatever the format.
    ///
    /// - Throws: `OutputError`.
    func text(_ text: String) throws(OutputError) {
        guard terminal.isTerminal else { return try output.write(text) }
        let (before, behind) = live.around()
        complain(before)
        try output.write(text)
        complain(behind)
    }

    /// Writes a line to the standard error, above the live line.
    func note(_ line: String) {
        let (before, behind) = live.around()
        complain(before + line + "\n" + behind)
    }

    /// Shows what is going on in the live line.
    func status(_ text: String) {
        complain(live.show(text))
    }

    /// Takes the live line away.
    func endStatus() {
        complain(live.remove())
    }

    /// Where the standard error cannot be written either, there is nobody to tell.
    private func complain(_ text: String) {
        guard !text.isEmpty else { return }
        try? errors.write(text)
    }

    /// How results are written.
    enum Format: Sendable {
        /// For people.
        case text
        /// One JSON value a line, for programs.
        case json
    }
}
