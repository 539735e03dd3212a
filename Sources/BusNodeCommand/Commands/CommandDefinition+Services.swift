extension CommandDefinition {
    static let services = CommandDefinition(
        name: "services", summary: "List services, or the revisions of one; look after them",
        group: .registry,
        arguments: [
            ArgumentDefinition(
                "SERVICE", .service, isRequired: false, "List the revisions of this service")
        ],
        options: [.json],
        examples: [
            CommandExample("busnode services", "List all services and their defaults."),
            CommandExample("busnode services example/square", "List the revisions of a service."),
        ],
        exitCodes: [.done, .notFound, .unreachable],
        subcommands: [
            servicesPolicy, servicesChannel, servicesHistory, servicesDeprecate, servicesDeregister,
        ])

    static let because = OptionDefinition.value(
        "reason", "TEXT", .text, "Why, for the history; at most 1000 bytes")

    private static let servicesHistory = CommandDefinition(
        name: "history", summary: "Show what has happened to a service, or to all",
        group: .registry,
        discussion: """
            Registrations, changed defaults and whatever else was done, with the node that did it. \
            Nothing is ever removed from the history.
            """,
        arguments: [
            ArgumentDefinition(
                "SERVICE", .service, isRequired: false, "Show what has happened to this service")
        ],
        options: [.json],
        examples: [
            CommandExample(
                "busnode services history example/square", "See who moved the default, and why.")
        ],
        exitCodes: [.done, .unreachable])

    private static let servicesDeprecate = CommandDefinition(
        name: "deprecate", summary: "Say that a revision should not be used any more",
        group: .registry,
        discussion: """
            It is asked and answers as before. Whoever asks it is told the reason in the log.
            """,
        arguments: [ArgumentDefinition("REVISION", .revision, "The revision")],
        options: [
            .value("reason", "TEXT", .text, "Why; at most 1000 bytes"),
            .flag("undo", "Say that it may be used again"), .json,
        ],
        rules: [.atMostOne(["reason", "undo"])],
        examples: [
            CommandExample(
                "busnode services deprecate example/square:1.0.0 --reason 'squares are too small'",
                "Warn those who still ask it.")
        ],
        exitCodes: [.done, .notFound, .unreachable])

    private static let servicesDeregister = CommandDefinition(
        name: "deregister", summary: "Make the registry forget a revision", group: .registry,
        discussion: """
            The default of a service is forgotten with --force only, and the service has no default \
            then. A twine is kept: should the revision be registered again, it must have the same one.
            """,
        arguments: [ArgumentDefinition("REVISION", .revision, "The revision")],
        options: [because, .flag("force", "Forget it even if it is the default"), .json],
        examples: [
            CommandExample(
                "busnode services deregister example/square:1.0.0 --reason 'never worked'",
                "Forget a revision.")
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
