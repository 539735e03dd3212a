/// What a command's body works with; nothing else of the process need be looked at.
struct CommandContext: Sendable {
    /// What was given, checked against the definition.
    let arguments: ParsedArguments
    /// Where the command writes.
    let output: Output
    /// The environment of the process.
    let environment: [String: String]
}
