/// A tree of commands as completion scripts see it: flat, with a path of words as the key.
struct CompletionModel: Sendable {
    let program: String
    /// The program alone, with the empty path, and every command that people meet.
    let commands: [Command]
    /// The options that every command takes.
    let commonOptions: [OptionDefinition]

    init(_ tree: CommandTree) {
        program = tree.name
        commonOptions = tree.options + [.help]
        let root = Command(
            path: "", subcommands: Self.words(tree.commands), options: [], arguments: [])
        let names = CompletionSource.words(tree.commands.filter(\.isListed).map(\.name))
        commands =
            [root]
            + tree.all.filter { $0.command.visibility != .hidden }.map { path, command in
                Command(
                    path: path.joined(separator: " "),
                    subcommands: Self.words(command.subcommands), options: command.options,
                    arguments: Self.arguments(
                        command, onlySource: path == ["help"] ? names : nil))
            }
    }

    private static func words(_ commands: [CommandDefinition]) -> [Word] {
        commands.filter(\.isListed).map { Word(text: $0.name, summary: $0.summary) }
    }

    /// The place of the first argument behind `--`: no command has so many before it.
    static let separatorPlace = 100

    private static func arguments(
        _ command: CommandDefinition, onlySource: CompletionSource?
    ) -> [Argument] {
        let before = command.arguments.filter { !$0.isBehindSeparator }
        let behind = command.arguments.filter(\.isBehindSeparator)
        return [(before, 0), (behind, separatorPlace)].flatMap { arguments, first in
            arguments.enumerated().map { index, argument in
                // What follows a program is its own affair; paths are the best guess.
                let isRest = argument.isBehindSeparator && argument.isRepeatable
                let source = isRest ? .files : argument.kind.completion
                return Argument(
                    place: first + index, isRepeatable: argument.isRepeatable,
                    source: onlySource ?? source)
            }
        }
    }

    /// One command.
    struct Command: Sendable {
        /// The words that lead to it, with spaces between them.
        let path: String
        let subcommands: [Word]
        /// Its own options.
        let options: [OptionDefinition]
        let arguments: [Argument]

        /// Whether some arguments stand behind `--`.
        var hasSeparator: Bool { arguments.contains { $0.place >= separatorPlace } }
    }

    /// A word and what it means.
    struct Word: Sendable {
        let text: String
        let summary: String
    }

    /// A value known by its place.
    struct Argument: Sendable {
        let place: Int
        let isRepeatable: Bool
        let source: CompletionSource
    }
}

extension CommandDefinition {
    fileprivate var isListed: Bool { visibility == .listed }
}
