extension CommandDefinition {
    static let servicesPolicy = CommandDefinition(
        name: "policy", summary: "Show or set what decides which revision is the default",
        group: .registry,
        discussion: """
            Without --set it shows what decides, and the channels of the service. A policy decides when \
            a revision is registered that does not say itself whether it is the default; "channel" and \
            "weighted" hold at once, the others with --apply. "registry" leaves it to the policy of the \
            whole registry, which is shown and set where no SERVICE is named.
            """,
        arguments: [
            ArgumentDefinition(
                "SERVICE", .service, isRequired: false,
                "The service; without it, the policy of all that have none of their own")
        ],
        options: [
            .value(
                "set", "POLICY",
                .word([
                    "latest-version", "latest-stable", "pinned", "channel", "weighted", "ask",
                    "registry",
                ]), "What decides from now on"),
            .value("channel", "NAME", .text, "For channel: whose head is the default"),
            .value(
                "weight", "TAG=NUMBER", .pair, isRepeatable: true,
                "For weighted: how large a share of the questions a revision gets"),
            .value("service", "SERVICE", .reference, "For ask: the service that is asked"),
            .value(
                "timeout", short: "t", "TIME", .duration(.milliseconds(1)...(.seconds(20))),
                "For ask: how long it may take; 5s unless given"),
            .value(
                "fallback", "POLICY", .word(["latest-version", "latest-stable", "pinned"]),
                "For ask: what decides when it does not say; latest-version unless given"),
            .flag("apply", "Move the default to the revision that the policy would choose"),
            because, .json,
        ],
        rules: [
            .needs("channel", anyOf: ["set"]), .needs("weight", anyOf: ["set"]),
            .needs("service", anyOf: ["set"]), .needs("timeout", anyOf: ["service"]),
            .needs("fallback", anyOf: ["service"]), .needs("apply", anyOf: ["set"]),
            .needs("reason", anyOf: ["set"]),
        ],
        examples: [
            CommandExample("busnode services policy example/square", "See what decides."),
            CommandExample(
                "busnode services policy example/square --set latest-stable --apply",
                "Let no pre-release become the default, and leave the one that is."),
            CommandExample(
                "busnode services policy example/square --set weighted --weight 1.0.0=9 \\\n"
                    + "    --weight 1.1.0=1",
                "Try a revision with a tenth of the questions."),
            CommandExample(
                "busnode services policy --set ask --service example/board --fallback pinned",
                "Have a service decide about all the others."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let servicesChannel = CommandDefinition(
        name: "channel", summary: "Make a revision the head of a channel, or end a channel",
        group: .registry,
        discussion: """
            Who asks a service with --channel gets the head of that channel. Where no revision is named, \
            --end makes the registry forget the channel.
            """,
        arguments: [
            ArgumentDefinition("REVISION", .reference, "The revision, or with --end the service"),
            ArgumentDefinition("CHANNEL", .text, "The channel, such as beta"),
        ],
        options: [.flag("end", "End the channel"), because, .json],
        examples: [
            CommandExample(
                "busnode services channel example/square:1.1.0 beta",
                "Let those who ask for the beta get 1.1.0."),
            CommandExample("busnode services channel example/square beta --end", "End a channel."),
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
