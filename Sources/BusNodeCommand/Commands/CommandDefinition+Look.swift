extension CommandDefinition {
    static let topics = CommandDefinition(
        name: "topics", summary: "List topics; create or delete one, publish to one", group: .look,
        options: [.json],
        examples: [
            CommandExample("busnode topics", "List the topics and how much they hold."),
            CommandExample("busnode topics create weather", "Create a topic."),
        ],
        exitCodes: [.done, .unreachable],
        subcommands: [topicsCreate, topicsDelete, topicsPublish])

    static let watch = CommandDefinition(
        name: "watch", summary: "Show what passes over the bus as it happens", group: .look,
        discussion: """
            Shows the feed, which loses messages rather than slowing the bus down; a gap is repaired \
            from the backbone or shown. Without a prefix it shows everything.
            """,
        arguments: [
            ArgumentDefinition(
                "PREFIX", .text, isRequired: false, isRepeatable: true,
                "Only what starts with this, such as the name of a topic")
        ],
        options: [.json],
        examples: [
            CommandExample("busnode watch", "Watch everything until Ctrl-C."),
            CommandExample("busnode watch busnode.registry --json", "Watch registrations."),
        ],
        exitCodes: [.done, .unreachable])

    static let nodes = CommandDefinition(
        name: "nodes", summary: "List the nodes on the bus and what they serve", group: .look,
        options: [.json],
        examples: [CommandExample("busnode nodes", "See who is there.")],
        exitCodes: [.done, .unreachable])

    private static let topicsCreate = CommandDefinition(
        name: "create", summary: "Create a topic", group: .look,
        arguments: [ArgumentDefinition("NAME", .topic, "The name of the new topic")],
        options: [.json],
        examples: [CommandExample("busnode topics create weather", "Create a topic.")],
        exitCodes: [.done, .unreachable])

    private static let topicsDelete = CommandDefinition(
        name: "delete", summary: "Delete a topic, its subscriptions and its messages", group: .look,
        arguments: [ArgumentDefinition("NAME", .topic, "The topic")],
        options: [.json],
        examples: [CommandExample("busnode topics delete weather", "Delete a topic.")],
        exitCodes: [.done, .notFound, .unreachable])

    private static let topicsPublish = CommandDefinition(
        name: "publish", summary: "Publish a message to a topic", group: .look,
        discussion: "Returns when the message is on the backbone's disk.",
        arguments: [
            ArgumentDefinition("NAME", .topic, "The topic"),
            ArgumentDefinition("DATA", .text, "The message, or - to read it"),
        ],
        options: [.json],
        examples: [
            CommandExample(
                #"busnode topics publish weather '{"celsius": 21.5}'"#, "Publish a message.")
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
