extension CommandDefinition {
    static let verify = CommandDefinition(
        name: "verify", summary: "Check the file of a backbone that is not running", group: .other,
        discussion: """
            Reads the file and the write-ahead log beside it, all of it: its structure, the checksum of every message, question and event, \
            that none is missing in the middle, that every question has at most one end, and that \
            nobody is owed what is not there. A file that a backbone has open is refused; `busnode \
            backup` makes a copy of that one, which can be checked.

            A write-ahead log that is damaged before its last transaction is refused, here and by a \
            backbone: what was confirmed after the damage cannot be read any more. Put a backup in the \
            place of the file and its log, or go on without those messages by --accept-loss, once.
            """,
        arguments: [ArgumentDefinition("FILE", .file, "The backbone's file")],
        options: [
            .flag("accept-loss", "Give up for good what follows a damage in the write-ahead log"),
            .json,
        ],
        examples: [
            CommandExample("busnode verify var/backbone.sqlite", "Check a backbone's file."),
            CommandExample(
                "busnode verify --accept-loss var/backbone.sqlite",
                "Let a backbone start again that says its write-ahead log is damaged."),
        ],
        exitCodes: [.done, .badData],
        usesBus: false)
}
