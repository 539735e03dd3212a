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
        options: nodeOptions + [
            .value(
                "policy", "POLICY", .word(["latest-version", "latest-stable", "pinned"]),
                variable: "BUSNODE_DEFAULT_POLICY",
                "What decides which revision is the default, until another policy is set"),
            .value(
                "namespace", "NAMESPACE", .text, variable: "BUSNODE_DEFAULT_NAMESPACE",
                "The namespace of a service of which only the name is given"),
            .value(
                "tag", "TAG", .text, variable: "BUSNODE_DEFAULT_TAG",
                "The tag of a revision that is given none, and that stands in for a missing default"
            ),
        ],
        examples: [
            CommandExample(
                "busnode registry --bus tcp://127.0.0.1:7701 --store registry.sqlite",
                "Run the registry of a bus.")
        ],
        exitCodes: [.done, .unreachable, .badData])

    private static let nodeOptions: [OptionDefinition] = [
        .value("feed", "ENDPOINT", .endpoint, "The feed, where what happens can be watched"),
        .value(
            "store", "FILE", .file, "The file it keeps; without one all is gone with the process"),
    ]
}
