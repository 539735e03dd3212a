/// All commands of a program.
struct CommandTree: Sendable {
    /// What the program is called.
    let name: String
    /// What it is, in one sentence.
    let summary: String
    /// What every command takes.
    let options: [OptionDefinition]
    /// The commands, in the order of the overview.
    let commands: [CommandDefinition]

    /// The command that a path of words leads to; nil when one of the words is no command.
    func command(at path: [String]) -> CommandDefinition? {
        var level = commands
        var found: CommandDefinition?
        for word in path {
            guard let next = level.first(where: { $0.name == word }) else { return nil }
            found = next
            level = next.subcommands
        }
        return found
    }

    /// The names of the commands that follow a path.
    func names(below path: [String], visibleIn: Set<CommandVisibility>) -> [String] {
        let level = path.isEmpty ? commands : command(at: path)?.subcommands ?? []
        return level.filter { visibleIn.contains($0.visibility) }.map(\.name)
    }

    /// Every command with the path of words that leads to it, parents first.
    var all: [(path: [String], command: CommandDefinition)] {
        func below(
            _ path: [String], _ commands: [CommandDefinition]
        ) -> [(path: [String], command: CommandDefinition)] {
            commands.flatMap { command in
                let own = path + [command.name]
                return [(own, command)] + below(own, command.subcommands)
            }
        }
        return below([], commands)
    }

    /// The options that a command takes: its own, the global ones and `--help`.
    func options(of command: CommandDefinition?) -> [OptionDefinition] {
        (command?.options ?? []) + options + [.help]
    }
}
