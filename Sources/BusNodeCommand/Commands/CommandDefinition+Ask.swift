import Topics

extension CommandDefinition {
    static let ask = CommandDefinition(
        name: "ask", summary: "Ask a service a question and print its answer", group: .ask,
        discussion: """
            Asks, follows what happens on the standard error, and writes the answer to the standard \
            output. The values are JSON: on the command line, in a file, or - for the standard input.

            With --questions it asks many: each line is a JSON object with "values" and, if you like, \
            an "id" of your own, and each answer is a line of JSON with that id, in the order of the \
            questions. Interrupting the command cancels what is still open.

            An output manifest is written as a line of its own behind the values.
            """,
        arguments: [
            ArgumentDefinition(
                "SERVICE", .reference, "A revision, or a service whose default is asked"),
            ArgumentDefinition(
                "VALUES", .text, isRequired: false, "The values as JSON, or - to read them"),
        ],
        options: [
            .value("file", short: "f", "FILE", .file, "Read the values from a file"),
            .value(
                "input-manifest", short: "m", "FILE|JSON", .file,
                "The datasets that go with the values, named by their paths"),
            .value(
                "questions", "FILE", .file, "Ask a question for each line of a file; - reads them"),
            .value(
                "parallel", short: "p", "NUMBER", .parallel, default: "8",
                "How many questions are open at a time"),
            .value(
                "timeout", short: "t", "TIME", .wait,
                "Cancel a question that has no answer after this time"),
            .retries,
            .value(
                "children", "JSON", .text,
                "Children that the service asks instead of its own, such as {\"KEY\": \"SERVICE\"}"),
            .value("channel", "NAME", .text, "Ask the head of this channel instead of the default"),
            .record, .noWait,
            .flag("in-process", "Run the topology of --topology in this process meanwhile"),
            .json,
        ],
        rules: [
            .atMostOne(["VALUES", "file", "questions"]), .needs("parallel", anyOf: ["questions"]),
            .atMostOne(["record", "no-wait", "questions"]),
            .atMostOne(["input-manifest", "questions"]),
        ],
        examples: [
            CommandExample(
                #"busnode ask example/square:1.0.0 '{"n": 3}'"#, "Ask exactly this revision."),
            CommandExample(
                "busnode ask example/square --file values.json --timeout 30s",
                "Ask the default revision, and wait no longer than half a minute."),
            CommandExample(
                "busnode ask example/clean --input-manifest manifest.json",
                "Ask with the files that a manifest names, and no values."),
            CommandExample(
                "busnode ask example/square --questions many.jsonl --parallel 32 > answers.jsonl",
                "Ask many questions, 32 at a time."),
        ],
        exitCodes: [
            .done, .exception, .cancelled, .notFound, .timedOut, .unreachable, .badData,
        ])

    static let events = CommandDefinition(
        name: "events", summary: "Show what happened to questions", group: .ask,
        discussion: """
            Shows the stored events of one question, of the questions that were asked while another \
            was answered, or of a whole tree of questions. With --follow it goes on to their ends.
            """,
        options: [
            .value("question", "QUESTION", .question, "The events of this question"),
            .value(
                "parent", "QUESTION", .question,
                "The events of the questions asked while this one was answered"),
            .value(
                "originator", "QUESTION", .question,
                "The events of this question and of all that go back to it"),
            .value(
                "kinds", "KINDS", .words(EventKind.allCases.map(\.description)), isRepeatable: true,
                "Show only these kinds"),
            .value(
                "exclude-kinds", "KINDS", .words(EventKind.allCases.map(\.description)),
                isRepeatable: true, "Show all kinds but these"),
            .value(
                "limit", "NUMBER", .integer(1...1_000_000),
                "Show no more events than this: the newest"),
            .flag("follow", short: "f", "Go on with what happens next"),
            .json,
        ],
        rules: [
            .exactlyOne(["question", "parent", "originator"]),
            .atMostOne(["kinds", "exclude-kinds"]), .atMostOne(["limit", "follow"]),
        ],
        examples: [
            CommandExample(
                "busnode events --question 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --follow",
                "Follow a question to its end."),
            CommandExample(
                "busnode events --originator 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --kinds exception --json",
                "See what went wrong in a tree of questions."),
        ],
        exitCodes: [.done, .notFound, .unreachable])

    static let cancel = CommandDefinition(
        name: "cancel", summary: "Cancel a question", group: .ask,
        discussion: """
            The child is told to stop, and the question ends as cancelled, whatever the child does.
            """,
        arguments: [ArgumentDefinition("QUESTION", .question, "The identifier of the question")],
        options: [
            .value("reason", "TEXT", .text, "Why, for those who look at the events"), .json,
        ],
        examples: [
            CommandExample(
                "busnode cancel 6f1c7a52-4be0-4a51-8d0f-2f6f1ad0c2b7 --reason \"wrong values\"",
                "Cancel a question and say why.")
        ],
        exitCodes: [.done, .notFound, .unreachable])
}
