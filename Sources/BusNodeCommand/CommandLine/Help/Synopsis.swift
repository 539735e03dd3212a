/// The usage line of a command.
struct Synopsis {
    /// What is kept together when the line is broken.
    private let parts: [String]
    private let command: String

    init(_ program: String, _ path: [String], _ command: CommandDefinition) {
        self.command = ([program] + path).joined(separator: " ")
        var parts: [String] = []
        let needed = command.rules.compactMap { rule -> [String]? in
            guard case .exactlyOne(let names) = rule else { return nil }
            return names
        }
        for names in needed {
            let alternatives = command.options.filter { names.contains($0.name) }.map { option in
                option.spelling + (option.valueName.map { " \($0)" } ?? "")
            }
            parts.append("(\(alternatives.joined(separator: " | ")))")
        }
        if command.options.contains(where: { !needed.joined().contains($0.name) }) {
            parts.append("[options]")
        }
        parts += command.arguments.filter { !$0.isBehindSeparator }.map(\.synopsis)
        if command.hasSeparator {
            let behind = command.arguments.filter(\.isBehindSeparator)
            if behind.contains(where: \.isRequired) {
                parts += ["--"] + behind.map(\.synopsis)
            } else {
                // The separator is needed with the first of them only.
                let rest = behind.dropFirst().map { " " + $0.synopsis }.joined()
                parts.append("[-- \(behind[0].name)\(rest)]")
            }
        }
        if !command.subcommands.isEmpty {
            parts.append("[COMMAND]")
        }
        self.parts = parts
    }

    /// The line, broken where it is wider than what is left beside "Usage: ".
    func lines(width: Int) -> [String] {
        var lines = [command]
        for part in parts {
            let joined = lines[lines.count - 1] + " " + part
            if joined.count <= width - 7 {
                lines[lines.count - 1] = joined
            } else {
                lines.append("    " + part)
            }
        }
        return lines
    }
}
