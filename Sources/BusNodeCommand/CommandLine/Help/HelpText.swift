/// Writes the help of a program and its commands from their definitions.
struct HelpText {
    let tree: CommandTree
    /// The columns to fill; see `HelpText.widths`.
    let width: Int
    /// Whether headings stand out.
    var isStyled = false

    /// Lines longer than the upper bound are hard to follow, and below the lower one nothing fits.
    static let widths = 40...100

    init(_ tree: CommandTree, width: Int, isStyled: Bool = false) {
        self.tree = tree
        self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
        self.isStyled = isStyled
    }

    /// What the program says when it is called alone.
    func overview() -> String {
        var lines = TextLayout.wrap("\(tree.name): \(tree.summary)", width: width)
        lines += ["", heading("Usage:") + " \(tree.name) COMMAND [options]"]
        let listed = tree.commands.filter { $0.visibility == .listed }
        // One column for all groups, so that the eye can run down the summaries.
        let column = listed.map(\.name.count).max() ?? 0
        for group in CommandGroup.allCases {
            let rows = listed.filter { $0.group == group }.map { command in
                let space = String(repeating: " ", count: column - command.name.count)
                return (term: command.name + space, meaning: command.summary)
            }
            guard !rows.isEmpty else { continue }
            lines += ["", heading(group.rawValue)] + TextLayout.definitions(rows, width: width)
        }
        lines += section("Options for every command", options(tree.options + [.help]))
        lines += ["", "\"\(tree.name) help COMMAND\" explains a command and shows examples."]
        return lines.joined(separator: "\n") + "\n"
    }

    /// The help of the command at a path, or the overview when the path is empty.
    func help(path: [String]) -> String {
        guard let command = tree.command(at: path) else { return overview() }
        let usage = Synopsis(tree.name, path, command)
        var lines = TextLayout.wrap(command.summary + ".", width: width)
        lines +=
            [""]
            + usage.lines(width: width).enumerated().map { index, line in
                index == 0 ? heading("Usage:") + " " + line : "       " + line
            }
        if !command.discussion.isEmpty {
            lines += [""] + TextLayout.wrap(command.discussion, width: width)
        }
        lines += section("Arguments", arguments(command))
        lines += section("Commands", command.subcommands.map { ($0.name, $0.summary) })
        lines += section("Options", options(command.options + [.help]))
        if command.usesBus { lines += section("Options for every command", options(tree.options)) }
        lines += examples(command)
        lines += exitCodes(command)
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ text: String) -> String {
        isStyled ? TextStyle.bold.apply(to: text) : text
    }

    private func section(
        _ title: String, _ rows: [(term: String, meaning: String)]
    ) -> [String] {
        guard !rows.isEmpty else { return [] }
        return ["", heading(title + ":")] + TextLayout.definitions(rows, width: width)
    }

    private func arguments(
        _ command: CommandDefinition
    ) -> [(term: String, meaning: String)] {
        command.arguments.map { (term: $0.synopsis, meaning: $0.summary) }
    }

    private func options(
        _ options: [OptionDefinition]
    ) -> [(term: String, meaning: String)] {
        let hasShort = options.contains { $0.short != nil }
        return options.map { option in
            let short = option.short.map { "-\($0), " } ?? (hasShort ? "    " : "")
            let value = option.valueName.map { " \($0)" } ?? ""
            return (term: short + option.spelling + value, meaning: meaning(of: option))
        }
    }

    private func meaning(of option: OptionDefinition) -> String {
        var notes: [String] = []
        switch option.kind {
        case .word(let words): notes.append("one of \(words.joined(separator: ", "))")
        case .words(let words): notes.append("of \(words.joined(separator: ", "))")
        case .integer(let bounds):
            notes.append("\(bounds.lowerBound) to \(bounds.upperBound)")
        case .text, .duration, .file, .folder, .program, .endpoint, .revision, .reference,
            .shortReference,
            .service, .question, .topic, .subscription, .snapshot, .time, .pair:
            break
        }
        if let text = option.defaultValue { notes.append("default: \(text)") }
        if let variable = option.variable { notes.append("or \(variable)") }
        if option.isRepeatable { notes.append("can be given several times") }
        return option.summary + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    }

    private func examples(_ command: CommandDefinition) -> [String] {
        guard !command.examples.isEmpty else { return [] }
        return ["", heading("Examples:")]
            + command.examples.enumerated().flatMap { index, example -> [String] in
                // Lines to copy are not wrapped: they would no longer be what they say.
                let line = example.line.split(separator: "\n").map(String.init)
                let summary = TextLayout.wrap(example.summary, width: width - 6)
                return (index == 0 ? [] : [""]) + TextLayout.indent(line, by: 2)
                    + TextLayout.indent(summary, by: 6)
            }
    }

    private func exitCodes(_ command: CommandDefinition) -> [String] {
        let codes = Set(command.exitCodes).union(ExitCode.common).subtracting([.outputClosed])
            .union(command.usesBus ? ExitCode.ofBus : [])
        let rows = ExitCode.allCases.filter(codes.contains)
        return section("Exit codes", rows.map { ("\($0.rawValue)", $0.meaning) })
    }
}
