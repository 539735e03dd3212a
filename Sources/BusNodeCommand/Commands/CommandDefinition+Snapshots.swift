extension CommandDefinition {
    static let snapshots = CommandDefinition(
        name: "snapshots", summary: "List snapshots; create, label or delete one", group: .messages,
        discussion: """
            A snapshot remembers what a subscription owes, for at most seven days. Seek brings that \
            back, as before a change that may turn out to be wrong.
            """,
        options: [.json],
        examples: [
            CommandExample("busnode snapshots", "List the snapshots."),
            CommandExample(
                "busnode snapshots create before-update orders-eu",
                "Remember what orders-eu owes now."),
        ],
        exitCodes: [.done, .unreachable],
        subcommands: [
            snapshotsList, snapshotsCreate, snapshotsGet, snapshotsUpdate, snapshotsDelete,
        ])

    private static let name = ArgumentDefinition("NAME", .snapshot, "The snapshot")

    private static let snapshotsList = CommandDefinition(
        name: "list", summary: "List the snapshots", group: .messages,
        options: [
            .value("topic", "TOPIC", .topic, "Only those of this topic's messages"), .json,
        ],
        examples: [CommandExample("busnode snapshots list", "List the snapshots.")],
        exitCodes: [.done, .unreachable])

    private static let snapshotsCreate = CommandDefinition(
        name: "create", summary: "Create a snapshot of what a subscription owes", group: .messages,
        arguments: [
            ArgumentDefinition("NAME", .snapshot, "The name of the new snapshot"),
            ArgumentDefinition("SUBSCRIPTION", .subscription, "The subscription"),
        ],
        options: [.labels, .exclusive, .json],
        examples: [
            CommandExample(
                "busnode snapshots create before-update orders-eu", "Create a snapshot.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let snapshotsGet = CommandDefinition(
        name: "get", summary: "Show a snapshot", group: .messages, arguments: [name],
        options: [.json],
        examples: [CommandExample("busnode snapshots get before-update", "Show a snapshot.")],
        exitCodes: [.done, .notFound, .unreachable])

    private static let snapshotsUpdate = CommandDefinition(
        name: "update", summary: "Change the labels of a snapshot", group: .messages,
        discussion: """
            Labels that are not named stay as they are. When a snapshot expires follows from the oldest \
            message in it, and cannot be changed.
            """,
        arguments: [name], options: [.labels, .noLabels, .json],
        examples: [
            CommandExample(
                "busnode snapshots update before-update --label reason=upgrade",
                "Say what a snapshot is for.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let snapshotsDelete = CommandDefinition(
        name: "delete", summary: "Delete a snapshot", group: .messages, arguments: [name],
        options: [.json],
        examples: [CommandExample("busnode snapshots delete before-update", "Delete a snapshot.")],
        exitCodes: [.done, .notFound, .unreachable])
}
