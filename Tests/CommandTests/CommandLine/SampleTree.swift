@testable import BusNodeCommand

/// A small tree with one of everything, so that tests do not change with the commands of `busnode`.
enum SampleTree {
    static let tree = CommandTree(
        name: "sample", summary: "a program for tests.",
        options: [.value("bus", "ENDPOINT", .endpoint, variable: "SAMPLE_BUS", "Where the bus is")],
        commands: [
            CommandDefinition(
                name: "ask", summary: "Ask something", group: .ask,
                arguments: [
                    ArgumentDefinition("SERVICE", .reference, "Whom"),
                    ArgumentDefinition("VALUES", .text, isRequired: false, "What"),
                ],
                options: [
                    .flag("json", "Write JSON"), .flag("follow", short: "f", "Go on"),
                    .flag("quiet", short: "q", "Say nothing"),
                    .value("timeout", short: "t", "TIME", .wait, "How long"),
                    .value(
                        "count", short: "c", "NUMBER", .integer(1...9), default: "2", "How many"),
                    .value(
                        "kinds", "KINDS", .words(["result", "exception"]), isRepeatable: true,
                        "Which"),
                    .value("file", "FILE", .file, "From where"),
                ],
                rules: [
                    .atMostOne(["VALUES", "file"]), .needs("quiet", anyOf: ["json", "file"]),
                ],
                examples: [CommandExample("sample ask a/b", "Ask.")]),
            CommandDefinition(
                name: "find", summary: "Find something", group: .look,
                options: [
                    .value("question", "QUESTION", .question, "By question"),
                    .value("parent", "REVISION", .revision, "By parent"),
                ],
                rules: [.exactlyOne(["question", "parent"])],
                examples: [CommandExample("sample find --parent a/b:1", "Find.")]),
            CommandDefinition(
                name: "serve", summary: "Serve something", group: .run,
                arguments: [
                    ArgumentDefinition("REVISION", .revision, "What"),
                    ArgumentDefinition("PROGRAM", .program, isBehindSeparator: true, "Who"),
                    ArgumentDefinition(
                        "ARG", .text, isRequired: false, isRepeatable: true,
                        isBehindSeparator: true, "With what"),
                ],
                examples: [CommandExample("sample serve a/b:1 -- cat", "Serve.")]),
            CommandDefinition(
                name: "topics", summary: "List topics", group: .look,
                examples: [CommandExample("sample topics", "List.")],
                subcommands: [
                    CommandDefinition(
                        name: "create", summary: "Create one", group: .look,
                        arguments: [ArgumentDefinition("NAME", .topic, "Which")],
                        examples: [CommandExample("sample topics create one", "Create.")])
                ]),
            CommandDefinition(
                name: "watch", summary: "Watch", group: .look,
                arguments: [
                    ArgumentDefinition(
                        "PREFIX", .text, isRequired: false, isRepeatable: true, "What")
                ],
                examples: [CommandExample("sample watch", "Watch.")]),
            .help,
        ])

    /// What the words ask for, in one line: the path and what was given, or what is shown.
    static func read(
        _ words: [String], environment: [String: String] = [:]
    ) throws(UsageError) -> Invocation {
        try CommandParser.parse(words, with: tree, environment: environment)
    }

    /// What was given to the command that the words call.
    static func arguments(
        _ words: String..., environment: [String: String] = [:]
    ) throws -> ParsedArguments {
        guard case .run(let arguments) = try read(words, environment: environment) else {
            throw NoCommand()
        }
        return arguments
    }

    struct NoCommand: Error {}
}
