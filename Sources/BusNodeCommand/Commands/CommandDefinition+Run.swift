extension CommandDefinition {
    static let up = CommandDefinition(
        name: "up", summary: "Run the nodes of a topology until stopped", group: .run,
        discussion: """
            Starts each node of the topology as a process of its own, in the order of the file, and \
            starts a node again that ends: after 200ms, then after twice as long each time, up to 30s.

            Ctrl-C or SIGTERM stops the nodes in the opposite order and lets each finish what it has \
            begun; a second one stops them at once. Should busnode itself be killed, the nodes notice \
            and stop.
            """,
        arguments: [
            ArgumentDefinition(
                "TOPOLOGY", .file, isRequired: false,
                "The topology file; topology/local.json without it")
        ],
        options: [
            .flag("in-process", "Run all nodes in this process: one log, one debugger"),
            .value(
                "only", "NODE", .text, isRepeatable: true,
                "Run this node of the topology and no other"),
            .json,
        ],
        examples: [
            CommandExample("busnode up", "Run what topology/local.json in this folder says."),
            CommandExample(
                "busnode up topology/local.json --only backbone --only registry",
                "Run two nodes here, because the others are on another machine."),
        ],
        exitCodes: [.done, .notFound, .badData], usesBus: false)

    static let check = CommandDefinition(
        name: "check", summary: "Check a topology file and explain what is wrong with it",
        group: .run,
        discussion: """
            Reports everything that is wrong at once, each with its place in the file. Nothing is \
            started and no bus is needed.
            """,
        arguments: [ArgumentDefinition("TOPOLOGY", .file, "The topology file")],
        options: [.json],
        examples: [
            CommandExample("busnode check topology/local.json", "Check a file before it is used."),
            CommandExample(
                "busnode check topology/local.json --json | head -n 1",
                "See the first violation as a program sees it."),
        ],
        exitCodes: [.done, .badData], usesBus: false)

    static let serve = CommandDefinition(
        name: "serve", summary: "Answer the questions of a revision with any program",
        group: .run,
        discussion: """
            Runs the program for each question. It reads the question as JSON from its standard \
            input, with the values under "input_values", and writes events to its standard output, \
            each a line of JSON: {"kind": "monitor_message", "data": …}, {"kind": "log_record", …} and \
            at the end {"kind": "result", "output_values": …}. What it writes to its standard error \
            goes to the parent as log records. A program that ends without a result is an exception.

            A program that is still at work when busnode stops gets SIGTERM. Its standard input ends \
            at the latest when busnode does, however that happens.
            """,
        arguments: [
            ArgumentDefinition("REVISION", .revision, "The revision that is served"),
            ArgumentDefinition(
                "PROGRAM", .program, isBehindSeparator: true, "The program, by path or from PATH"),
            ArgumentDefinition(
                "ARG", .text, isRequired: false, isRepeatable: true, isBehindSeparator: true,
                "What is passed to the program"),
        ],
        options: [
            .value(
                "instances", short: "n", "NUMBER", .instances, default: "1",
                "How many sessions on the bus serve side by side"),
            .value(
                "concurrency", "NUMBER", .parallel, default: "1",
                "How many questions an instance answers at a time"),
            .value(
                "timeout", short: "t", "TIME", .wait,
                "End a program that takes longer; the question ends with an exception"),
            .value(
                "diagnostics", "FOLDER", .folder,
                "Keep what is needed to run questions again that ask for it, or that fail"),
            .flag("register", "Register the revision first, if the registry does not have it"),
            .flag("default", "Make it the default of its service; needs --register"),
        ],
        rules: [.needs("default", anyOf: ["register"])],
        examples: [
            CommandExample(
                "busnode serve example/shout:0.1.0 -- python3 examples/shout/shout.py",
                "Answer questions with a program in Python."),
            CommandExample(
                "busnode serve example/square:1.0.0 --register --default --timeout 30s \\\n"
                    + "    --concurrency 4 -- python3 square.py",
                "Register a revision and answer four questions at a time."),
        ],
        exitCodes: [.done, .notFound, .unreachable])

    static let backbone = CommandDefinition(
        name: "backbone", summary: "Run a backbone node in this process", group: .run,
        visibility: .documented,
        discussion: """
            "busnode up" starts it so; by hand it is of use under another supervisor, such as systemd.
            """,
        options: nodeOptions,
        examples: [
            CommandExample(
                "busnode backbone --bus tcp://127.0.0.1:7701 --feed tcp://127.0.0.1:7702 \\\n"
                    + "    --store backbone.sqlite",
                "Run a backbone that this machine alone can reach.")
        ],
        exitCodes: [.done, .badData])

    static let registryNode = CommandDefinition(
        name: "registry", summary: "Run a registry node in this process", group: .run,
        visibility: .documented,
        discussion: """
            "busnode up" starts it so; by hand it is of use under another supervisor, such as systemd.
            """,
        options: nodeOptions,
        examples: [
            CommandExample(
                "busnode registry --bus tcp://127.0.0.1:7701 --store registry.sqlite",
                "Run the registry of a bus.")
        ],
        exitCodes: [.done, .unreachable, .badData])

    private static let nodeOptions: [OptionDefinition] = [
        .value("feed", "ENDPOINT", .endpoint, "The feed, where what happens can be watched"),
        .value("store", "FILE", .file, "The SQLite file that the node owns"),
    ]
}
