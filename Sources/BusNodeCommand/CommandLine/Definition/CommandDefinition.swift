/// What a command is called, takes, does and exits with: the one source of parsing, help, completion and
/// documentation.
struct CommandDefinition: Sendable {
    /// Performs the command with what was parsed.
    typealias Body = @Sendable (CommandContext) async throws -> ExitCode

    /// The word that calls it.
    let name: String
    /// What it does, in one sentence without a full stop.
    let summary: String
    /// Where the overview lists it.
    let group: CommandGroup
    /// Where people meet it.
    var visibility = CommandVisibility.listed
    /// What one needs to know to use it, in paragraphs with an empty line between them.
    var discussion = ""
    /// The values that are known by their places, in order.
    var arguments: [ArgumentDefinition] = []
    /// Its own options; global ones and `--help` come with every command.
    var options: [OptionDefinition] = []
    /// Which of these go together.
    var rules: [ArgumentRule] = []
    /// Command lines to learn from.
    var examples: [CommandExample] = []
    /// What its exit status can be, beside `ExitCode.common`.
    var exitCodes: [ExitCode] = [.done]
    /// Whether it speaks to a bus, so that the global options mean something to it.
    var usesBus = true
    /// Commands below this one, which can also be called by itself.
    var subcommands: [CommandDefinition] = []
    /// Performs it; nil only for `help`, which the parser answers.
    var body: Body?

    /// The argument that stands at a place, counted from 0, before or behind `--`.
    func argument(at place: Int, behindSeparator: Bool) -> ArgumentDefinition? {
        let candidates = arguments.filter { $0.isBehindSeparator == behindSeparator }
        if candidates.indices.contains(place) { return candidates[place] }
        guard let last = candidates.last, last.isRepeatable else { return nil }
        return last
    }

    /// Whether some of its arguments stand behind `--`.
    var hasSeparator: Bool {
        arguments.contains(where: \.isBehindSeparator)
    }
}
