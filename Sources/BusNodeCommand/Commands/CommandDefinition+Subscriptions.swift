extension CommandDefinition {
    static let subscriptions = CommandDefinition(
        name: "subscriptions",
        summary: "List subscriptions; create, change, seek, detach or delete one",
        group: .messages,
        discussion: """
            A subscription remembers which messages of a topic are not dealt with yet. All who take from \
            it share its messages. "busnode backlog" shows what subscriptions owe.
            """,
        options: [.json],
        examples: [
            CommandExample("busnode subscriptions", "List the subscriptions."),
            CommandExample(
                "busnode subscriptions create orders-eu orders",
                "Create a subscription to the topic orders."),
        ],
        exitCodes: [.done, .unreachable],
        subcommands: [
            subscriptionsList, subscriptionsCreate, subscriptionsGet, subscriptionsUpdate,
            subscriptionsSeek, subscriptionsDetach, subscriptionsDelete,
        ])

    private static let name = ArgumentDefinition("NAME", .subscription, "The subscription")

    /// The settings that can change.
    private static let settings: [OptionDefinition] = [
        .value(
            "ack-deadline", "TIME", .lease,
            "Lease a message for this long at a time, 10s to 10m; 10s unless given"),
        .flag("exactly-once", "Lease a message to one session only, until its lease is over"),
        .value(
            "min-backoff", "TIME", .backOff,
            "Keep a message back this long after its first attempt, then twice as long each time"),
        .value("max-backoff", "TIME", .backOff, "Keep it back no longer than this, at most 10m"),
        .value(
            "dead-letter-topic", "TOPIC", .topic,
            "Send messages there that were given back too often"
        ),
        .value(
            "max-attempts", "NUMBER", .integer(5...100),
            "Send a message to the dead letter topic after so many attempts; 5 unless given"),
        .value(
            "retention", "TIME", .retention,
            "Owe messages for this long, 10m to 31d; 7d unless given"),
        .flag(
            "retain-acknowledged", "Keep what was dealt with as long, so that seek brings it back"),
        .value(
            "expiration", "TIME", .expiration,
            "Delete it when it was not used for this long, at least 1d; 31d unless given"),
        .flag("no-expiration", "Never delete it for lack of use"), .labels,
    ]

    private static let subscriptionsList = CommandDefinition(
        name: "list", summary: "List the subscriptions", group: .messages,
        options: [.value("topic", "TOPIC", .topic, "Only those of this topic"), .json],
        examples: [
            CommandExample(
                "busnode subscriptions list --topic orders", "List the subscriptions of a topic.")
        ],
        exitCodes: [.done, .unreachable])

    private static let subscriptionsCreate = CommandDefinition(
        name: "create", summary: "Create a subscription", group: .messages,
        discussion: """
            It owes the messages that are published from now on and pass its filter. One that exists \
            with the same settings stays as it is.
            """,
        arguments: [
            ArgumentDefinition("NAME", .subscription, "The name of the new subscription"),
            ArgumentDefinition("TOPIC", .topic, "Its topic"),
        ],
        options: [
            .value("filter", "FILTER", .text, "Take only messages whose attributes match"),
            .flag("ordered", "Deliver messages with the same ordering key one after the other"),
        ] + settings + [.exclusive, .json],
        rules: [
            .needs("max-attempts", anyOf: ["dead-letter-topic"]),
            .atMostOne(["expiration", "no-expiration"]),
        ],
        examples: [
            CommandExample(
                "busnode subscriptions create orders-eu orders --filter 'attributes.region = \"eu\"'",
                "Take the messages whose attribute region is eu."),
            CommandExample(
                "busnode subscriptions create orders-all orders --ordered --dead-letter-topic dead",
                "Keep order, and give up on a message after five attempts."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let subscriptionsGet = CommandDefinition(
        name: "get", summary: "Show the settings of a subscription and what it owes",
        group: .messages, arguments: [name], options: [.json],
        examples: [CommandExample("busnode subscriptions get orders-eu", "Show a subscription.")],
        exitCodes: [.done, .notFound, .unreachable])

    private static let subscriptionsUpdate = CommandDefinition(
        name: "update", summary: "Change the settings of a subscription", group: .messages,
        discussion: """
            What is not named stays as it is. The topic, the filter and the order are fixed when the \
            subscription is made.
            """,
        arguments: [name],
        options: settings + [
            .flag("no-exactly-once", "Deliver at least once, as usual"),
            .flag("no-backoff", "Deliver what is given back at once"),
            .flag("no-dead-letter", "Deliver a message as often as it takes"),
            .flag("no-retain-acknowledged", "Forget what was dealt with"), .noLabels, .json,
        ],
        rules: [
            .atMostOne(["exactly-once", "no-exactly-once"]),
            .atMostOne(["min-backoff", "no-backoff"]), .atMostOne(["max-backoff", "no-backoff"]),
            .atMostOne(["dead-letter-topic", "no-dead-letter"]),
            .atMostOne(["max-attempts", "no-dead-letter"]),
            .atMostOne(["retain-acknowledged", "no-retain-acknowledged"]),
            .atMostOne(["expiration", "no-expiration"]),
        ],
        examples: [
            CommandExample(
                "busnode subscriptions update orders-eu --ack-deadline 1m --min-backoff 5s",
                "Give handlers more time, and failed messages a pause.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let subscriptionsSeek = CommandDefinition(
        name: "seek", summary: "Deliver messages again, or skip them", group: .messages,
        discussion: """
            Changes what a subscription owes, and takes back what is leased. Messages that were dealt \
            with come again only as far as their topic, the subscription or a snapshot still keeps them.
            """,
        arguments: [name],
        options: [
            .value("time", "TIME", .time, "Owe what was published from this moment on"),
            .value("back", "TIME", .wait, "Owe what was published in this time up to now"),
            .value(
                "snapshot", "NAME", .snapshot, "Owe what this snapshot remembers, and all since"),
            .flag("end", "Skip everything that was published up to now"), .json,
        ],
        rules: [.exactlyOne(["time", "back", "snapshot", "end"])],
        examples: [
            CommandExample(
                "busnode subscriptions seek orders-eu --back 1h", "Deliver the last hour again."),
            CommandExample(
                "busnode subscriptions seek orders-eu --time 2026-11-21T08:15:30Z",
                "Deliver again what was published since then."),
            CommandExample("busnode subscriptions seek orders-eu --end", "Skip what is owed."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let subscriptionsDetach = CommandDefinition(
        name: "detach", summary: "Drop what a subscription owes and end its deliveries",
        group: .messages,
        discussion: "The subscription stays, takes part in nothing, and cannot be used again.",
        arguments: [name], options: [.json],
        examples: [
            CommandExample("busnode subscriptions detach orders-eu", "Detach a subscription.")
        ],
        exitCodes: [.done, .notFound, .unreachable])

    private static let subscriptionsDelete = CommandDefinition(
        name: "delete", summary: "Delete a subscription with all that it owes", group: .messages,
        arguments: [name], options: [.json],
        examples: [
            CommandExample("busnode subscriptions delete orders-eu", "Delete a subscription.")
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
