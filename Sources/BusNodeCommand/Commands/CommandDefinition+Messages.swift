extension CommandDefinition {
    static let publish = CommandDefinition(
        name: "publish", summary: "Publish a message to a topic", group: .messages,
        discussion: """
            Returns when the message is on the backbone's disk, and prints its number, which \
            "busnode why" takes.
            """,
        arguments: [
            ArgumentDefinition("TOPIC", .topic, "The topic"),
            ArgumentDefinition("DATA", .text, "The message, or - to read it"),
        ],
        options: [
            .value(
                "attribute", short: "a", "KEY=VALUE", .pair, isRepeatable: true,
                "Give the message an attribute, which filters see"),
            .value(
                "ordering-key", short: "k", "KEY", .text,
                "Keep messages with this key in order where a subscription does"),
            .value(
                "priority", "NUMBER", .integer(0...9), default: "0",
                "Deliver messages of higher priority first"),
            .value("time-to-live", "TIME", .messageTime, "Deliver it no more after this time"),
            .value("delay", "TIME", .messageTime, "Deliver it no sooner than after this time"),
            .value(
                "deduplication-key", "KEY", .text,
                "Let a second message with this key within 10m be the same message"),
            .value(
                "content-type", "TYPE", .text, default: "application/json",
                "What the message is, as a media type"),
            .json,
        ],
        rules: [.atMostOne(["ordering-key", "delay"])],
        examples: [
            CommandExample(
                #"busnode publish weather '{"celsius": 21.5}'"#, "Publish a message."),
            CommandExample(
                "busnode publish orders - --attribute region=eu --ordering-key customer-7 < order.json",
                "Publish a file, with an attribute, behind earlier messages of the same customer."),
            CommandExample(
                "busnode publish orders remind --delay 2h --time-to-live 1d",
                "Have it delivered in two hours, or else within a day."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let pull = CommandDefinition(
        name: "pull", summary: "Take messages from a subscription", group: .messages,
        discussion: """
            Prints the messages, oldest first. Without --ack it gives them back when it ends, so that \
            they are delivered again; that counts as an attempt.
            """,
        arguments: [ArgumentDefinition("SUBSCRIPTION", .subscription, "The subscription")],
        options: [
            .value(
                "max", short: "n", "NUMBER", .integer(1...1_024), default: "100",
                "Take at most so many messages"),
            .value(
                "wait", short: "w", "TIME", .pullWait,
                "Wait this long for the first message, at most 10m; exit with 4 when none came"),
            .flag("ack", "Acknowledge each message when it is printed"), .json,
        ],
        examples: [
            CommandExample("busnode pull orders-eu", "See what there is, and give it back."),
            CommandExample(
                "busnode pull orders-eu --max 1 --wait 5s --ack --json",
                "Take one message for good, and wait for it if there is none."),
        ],
        exitCodes: [.done, .notFound, .timedOut, .unreachable])

    static let subscribe = CommandDefinition(
        name: "subscribe", summary: "Take messages from a subscription as they come",
        group: .messages,
        discussion: """
            Prints each message, one at a time, and acknowledges it, until Ctrl-C. Others who take from \
            the same subscription meanwhile share its messages.

            With a program it prints nothing, and runs the program for each message, which is its \
            standard input. A message whose program ends with 0 is acknowledged; any other is \
            delivered again after a second or what the retry policy says. It is nobody else's while \
            the program runs. What else is known of the message is in the environment: \
            BUSNODE_MESSAGE (its number), BUSNODE_SUBSCRIPTION, BUSNODE_TOPIC, BUSNODE_PUBLISHED, \
            BUSNODE_CONTENT_TYPE, BUSNODE_ORDERING_KEY, and BUSNODE_ATTRIBUTES (all attributes as a \
            JSON object). Each attribute is also in BUSNODE_ATTRIBUTE_ and its name in capitals, with \
            _ for each byte that is no letter or digit of ASCII.

            A program that is still at work when busnode stops gets SIGTERM.
            """,
        arguments: [
            ArgumentDefinition("SUBSCRIPTION", .subscription, "The subscription"),
            ArgumentDefinition(
                "PROGRAM", .program, isRequired: false, isBehindSeparator: true,
                "The program, by path or from PATH"),
            ArgumentDefinition(
                "ARG", .text, isRequired: false, isRepeatable: true, isBehindSeparator: true,
                "What is passed to the program"),
        ],
        options: [
            .value(
                "topic", "TOPIC", .topic, "Make the subscription, to this topic, if there is none"),
            .value(
                "concurrency", "NUMBER", .parallel, default: "1",
                "How many programs run at a time"),
            .value(
                "timeout", short: "t", "TIME", .wait,
                "End a program that takes longer; the message is delivered again"),
            .json,
        ],
        rules: [
            .needs("concurrency", anyOf: ["PROGRAM"]), .needs("timeout", anyOf: ["PROGRAM"]),
            .atMostOne(["json", "PROGRAM"]),
        ],
        examples: [
            CommandExample("busnode subscribe orders-eu", "See the messages as they come."),
            CommandExample(
                "busnode subscribe weather-log --topic weather --json >> weather.jsonl",
                "Write the messages of a topic into a file, and go on where it stopped last time."),
            CommandExample(
                "busnode subscribe orders-eu --concurrency 4 -- sh -c \\\n"
                    + "    'cat > \"orders/$BUSNODE_MESSAGE.json\"'",
                "Run a program for each message, four at a time."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let backlog = CommandDefinition(
        name: "backlog", summary: "Show what subscriptions owe, and how old it is",
        group: .messages,
        discussion: """
            For each subscription: how many messages wait, are kept back for a time, or are leased, the \
            age of the oldest, and since the backbone started how many went to the dead letter topic \
            or were not taken in their time. Those that owe most come first.
            """,
        options: [
            .value("topic", "TOPIC", .topic, "Only the subscriptions of this topic"),
            .flag("watch", short: "w", "Show it again and again until Ctrl-C"),
            .value(
                "every", "TIME", .wait, default: "2s", "With --watch: how often"),
            .json,
        ],
        rules: [.needs("every", anyOf: ["watch"])],
        examples: [
            CommandExample("busnode backlog", "See whether somebody is behind."),
            CommandExample("busnode backlog --watch", "Keep an eye on it."),
        ],
        exitCodes: [.done, .unreachable])

    static let why = CommandDefinition(
        name: "why", summary: "Explain why a message is where it is", group: .messages,
        discussion: """
            For each subscription of the message's topic: whether the filter let it through, term by \
            term, whether it waits or who has it, which attempts there were and how they ended, and the \
            rule that put it where it is.
            """,
        arguments: [
            ArgumentDefinition(
                "MESSAGE", .integer(1...Int.max),
                "The number of the message, as publish and pull say")
        ],
        options: [
            .value("subscription", "NAME", .subscription, "Only for this subscription"), .json,
        ],
        examples: [
            CommandExample("busnode why 42", "Find out what became of message 42."),
            CommandExample(
                "busnode why 42 --subscription orders-eu",
                "Find out why this subscription did not get it."),
        ],
        exitCodes: [.done, .notFound, .unreachable])

    static let backup = CommandDefinition(
        name: "backup", summary: "Copy the backbone's file while it works", group: .run,
        discussion: """
            The copy is complete and consistent, and lies beside the backbone's file, on its machine. A \
            backbone that is started on the copy goes on from there.
            """,
        arguments: [
            ArgumentDefinition("NAME", .text, "The name of the new file, without a folder")
        ],
        options: [.json],
        examples: [CommandExample("busnode backup monday.sqlite", "Make a copy.")],
        exitCodes: [.done, .unreachable, .badData])
}
