extension CommandDefinition {
    static let version = CommandDefinition(
        name: "version", summary: "Print the version", group: .other,
        options: [.json],
        examples: [CommandExample("busnode version", "Print the version.")],
        usesBus: false)

    static let completion: CommandDefinition = CommandDefinition(
        name: "completion", summary: "Print a script that lets a shell complete commands",
        group: .other,
        discussion: """
            Revisions and other names are completed from the bus, when one can be reached; so set \
            BUSNODE_BUS or BUSNODE_TOPOLOGY where the shell starts.
            """,
        arguments: [
            ArgumentDefinition("SHELL", .word(Shell.allCases.map(\.rawValue)), "bash, zsh or fish")
        ],
        examples: [
            CommandExample(
                "source <(busnode completion bash)", "In ~/.bashrc: complete in every bash."),
            CommandExample(
                "source <(busnode completion zsh)", "In ~/.zshrc, after compinit: the same for zsh."
            ),
            CommandExample(
                "busnode completion fish > ~/.config/fish/completions/busnode.fish",
                "Once: the same for fish."),
        ],
        usesBus: false
    ) { context in
        guard let shell = context.arguments.text("SHELL").flatMap(Shell.init(rawValue:)) else {
            preconditionFailure("the definition allows the shells that there are")
        }
        try await context.output.text(shell.script(for: .busnode))
        return .done
    }

    static let help = CommandDefinition(
        name: "help", summary: "Explain a command", group: .other,
        arguments: [
            ArgumentDefinition(
                "COMMAND", .text, isRequired: false, isRepeatable: true, "The command")
        ],
        examples: [
            CommandExample("busnode help ask", "Explain a command."),
            CommandExample("busnode help topics create", "Explain a command below another."),
        ],
        usesBus: false)

    /// What the completion scripts call for names that only the bus knows.
    static let completeValues = CommandDefinition(
        name: "complete-values", summary: "Print names for completion, one a line", group: .other,
        visibility: .hidden,
        arguments: [
            ArgumentDefinition(
                "KIND",
                .word([
                    "revisions", "services", "topics", "subscriptions", "snapshots", "questions",
                ]), "Which names")
        ],
        examples: [
            CommandExample("busnode complete-values revisions", "Print the known revisions.")
        ])
}
