extension CommandDefinition {
    static let topics = CommandDefinition(
        name: "topics", summary: "List topics; create, change or delete one", group: .messages,
        options: [.json],
        examples: [
            CommandExample("busnode topics", "List the topics and how much they hold."),
            CommandExample("busnode topics create weather", "Create a topic."),
        ],
        exitCodes: [.done, .unreachable],
        subcommands: [topicsList, topicsCreate, topicsGet, topicsUpdate, topicsDelete])

    private static let name = ArgumentDefinition("NAME", .topic, "The topic")

    private static let retention = OptionDefinition.value(
        "retention", "TIME", .retention, "Keep messages this long, 10m to 31d; 10m unless given")

    private static let topicsList = CommandDefinition(
        name: "list", summary: "List the topics", group: .messages, options: [.json],
        examples: [CommandExample("busnode topics list --json", "List the topics for a program.")],
        exitCodes: [.done, .unreachable])

    private static let topicsCreate = CommandDefinition(
        name: "create", summary: "Create a topic", group: .messages,
        discussion: "A topic that exists with the same settings stays as it is.",
        arguments: [ArgumentDefinition("NAME", .topic, "The name of the new topic")],
        options: [retention, .labels, .exclusive, .json],
        examples: [
            CommandExample("busnode topics create weather", "Create a topic."),
            CommandExample(
                "busnode topics create orders --retention 7d --label team=sales",
                "Create one that keeps its messages for a week."),
        ],
        exitCodes: [.done, .unreachable, .badData])

    private static let topicsGet = CommandDefinition(
        name: "get", summary: "Show the settings of a topic", group: .messages, arguments: [name],
        options: [.json],
        examples: [CommandExample("busnode topics get weather", "Show a topic.")],
        exitCodes: [.done, .notFound, .unreachable])

    private static let topicsUpdate = CommandDefinition(
        name: "update", summary: "Change the settings of a topic", group: .messages,
        discussion: "What is not named stays as it is.", arguments: [name],
        options: [retention, .labels, .noLabels, .json],
        examples: [
            CommandExample(
                "busnode topics update weather --retention 1d", "Keep messages for a day.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let topicsDelete = CommandDefinition(
        name: "delete", summary: "Delete a topic", group: .messages,
        discussion: """
            Its subscriptions keep what they owe, and have no topic any more; a new topic of the same \
            name is another one.
            """,
        arguments: [name], options: [.json],
        examples: [CommandExample("busnode topics delete weather", "Delete a topic.")],
        exitCodes: [.done, .notFound, .unreachable])
}
