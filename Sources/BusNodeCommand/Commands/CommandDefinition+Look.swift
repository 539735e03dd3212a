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

    static let bench = CommandDefinition(
        name: "bench", summary: "Measure how fast the bus is", group: .look,
        discussion: """
            Measures three things, first one at a time and then several: a question to a child that it             starts in its own process, until the answer; a publish, until it is on the backbone's disk;             and a delivery, from the publish until a subscriber has the message.

            It takes a topic of its own and deletes it at the end; the questions stay in the backbone's             file as long as others do. The bus should have nothing else to do meanwhile: what is             measured is shared with whoever uses it.
            """,
        options: [
            .value(
                "for", "TIME", .benchTime, default: "3s", "How long each of the five is measured"),
            .value(
                "in-flight", short: "n", "NUMBER", .parallel, default: "64",
                "How many are under way at a time"),
            .value(
                "size", "BYTES", .integer(36...1_048_576), default: "1024",
                "How large a question or message is"),
            .json,
        ],
        examples: [
            CommandExample("busnode bench", "See what the bus of this machine can do."),
            CommandExample(
                "busnode bench --bus tcp://10.0.0.2:7701 --in-flight 256 --json",
                "Measure another machine's, with more at a time, for a program."),
        ],
        exitCodes: [.done, .timedOut, .unreachable])
}
