extension CommandDefinition {
    static let register = CommandDefinition(
        name: "register", summary: "Register a revision of a service", group: .registry,
        discussion: """
            Without --default or --no-default the service's own policy decides whether the new \
            revision becomes its default.
            """,
        arguments: [ArgumentDefinition("REVISION", .revision, "The revision")],
        options: [
            .flag("default", "Make it the default of its service"),
            .flag("no-default", "Leave the default as it is"),
            .value("channel", "NAME", .text, "Make it the head of this channel"), .json,
        ],
        rules: [.atMostOne(["default", "no-default"])],
        examples: [
            CommandExample(
                "busnode register example/square:1.1.0",
                "Register a revision, and let the policy choose the default."),
            CommandExample(
                "busnode register example/square:2.0.0-rc.1 --no-default",
                "Register a revision that is only answered when asked for by its tag."),
        ],
        exitCodes: [.done, .unreachable])

    static let resolve = CommandDefinition(
        name: "resolve", summary: "Print the default revision of a service", group: .registry,
        discussion: """
            Without a namespace the service is one of the registry's default namespace, if it has one: \
            see "busnode registry".
            """,
        arguments: [ArgumentDefinition("SERVICE", .shortReference, "The service")],
        options: [
            .value("channel", "NAME", .text, "Print the head of this channel instead"), .json,
        ],
        examples: [
            CommandExample("busnode resolve example/square", "See which revision is asked now."),
            CommandExample(
                "busnode resolve example/square --channel beta", "See who is the beta."),
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
