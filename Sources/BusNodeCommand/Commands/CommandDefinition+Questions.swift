extension CommandDefinition {
    static let reask = CommandDefinition(
        name: "reask", summary: "Ask a past question again", group: .ask,
        discussion: """
            Asks a question that was asked before, by whomever, as a new one: with the same values, \
            manifest, children and bounds, of the same revision or of another.
            """,
        arguments: [ArgumentDefinition("QUESTION", .question, "The identifier of the question")],
        options: [
            .value(
                "of", "SERVICE", .reference,
                "The revision to ask, or a service whose default is asked"),
            .value(
                "timeout", short: "t", "TIME", .wait,
                "Cancel the question when it has no answer after this time"),
            .retries, .record, .noWait, .json,
        ],
        rules: [.atMostOne(["record", "no-wait"])],
        examples: [
            CommandExample(
                "busnode reask 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --of example/square:2.0.0",
                "Ask another revision what was asked before.")
        ],
        exitCodes: [.done, .exception, .cancelled, .notFound, .timedOut, .unreachable])

    static let question = CommandDefinition(
        name: "question", summary: "Show one question with all that happened to answer it",
        group: .ask,
        discussion: """
            Shows the question, its events with the time since it was asked, attempts and revisions, \
            and the same of every question that was asked to answer it.
            """,
        arguments: [ArgumentDefinition("QUESTION", .question, "The identifier of the question")],
        options: [
            .flag("wait", short: "w", "Wait for the end of the question first"),
            .json,
        ],
        examples: [
            CommandExample(
                "busnode question 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7",
                "See where the time went, and what failed.")
        ],
        exitCodes: [.done, .notFound, .unreachable])

    static let replay = CommandDefinition(
        name: "replay", summary: "Show a recorded question again, as it was answered",
        group: .ask,
        discussion: """
            Shows the log and the monitor messages on the standard error, writes the answer to the \
            standard output, and exits as asking did. The events come from a file that \
            "ask --record" or "events --json" wrote, or from the bus when it is given a question's \
            identifier.
            """,
        arguments: [
            ArgumentDefinition(
                "SOURCE", .text,
                "A file of events, - to read them, or the identifier of a question")
        ],
        options: [
            .value(
                "only", "QUESTION", .question, "Of the events of several questions, those of this"),
            .value(
                "exclude-logs", "TEXT", .text, "Leave out the lines of log that contain this text"),
            .flag("validate", "Leave out, and report, events that Twined's rules do not allow"),
            .json,
        ],
        examples: [
            CommandExample(
                "busnode replay wind.json", "See again what a question was answered with."),
            CommandExample(
                "busnode replay 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --exclude-logs DEBUG",
                "Read the events from the bus."),
        ],
        exitCodes: [.done, .exception, .cancelled, .notFound, .timedOut, .unreachable, .badData])

    static let diagnose = CommandDefinition(
        name: "diagnose", summary: "Collect what is needed to run a question again elsewhere",
        group: .ask,
        discussion: """
            Collects the values, manifests and children of a question, the questions that were asked \
            to answer it, and all their events, with revisions, versions and attempts: as one JSON \
            object, or as a folder in the layout of Twined's diagnostics. With --copy-datasets the \
            datasets of its manifests that are folders of this machine are copied into that folder: \
            whoever asked has named them, so look at the manifests first.
            """,
        arguments: [ArgumentDefinition("QUESTION", .question, "The identifier of the question")],
        options: [
            .value(
                "output", short: "o", "FOLDER", .folder,
                "Write a folder named like the question in this one"),
            .flag("copy-datasets", "Copy the datasets of its manifests too"),
            .json,
        ],
        rules: [.needs("copy-datasets", anyOf: ["output"])],
        examples: [
            CommandExample(
                "busnode diagnose 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --output diagnostics",
                "Keep all that is known of a question.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])
}
