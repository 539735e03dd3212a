extension CommandDefinition {
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
}
