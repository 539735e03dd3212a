/// What a command line asks for.
enum Invocation: Sendable {
    /// The list of commands.
    case overview
    /// The help of the command at this path; of the program when it is empty.
    case help(path: [String])
    /// Performing a command.
    case run(ParsedArguments)
}
