extension CommandDefinition {
    static let verify = CommandDefinition(
        name: "verify", summary: "Check the file of a backbone that is not running", group: .other,
        discussion: """
            Reads all of the file: its structure, the checksum of every message, question and event, \
            that none is missing in the middle, that every question has at most one end, and that \
            nobody is owed what is not there. A file that a backbone has open is refused; `busnode \
            backup` makes a copy of that one, which can be checked.
            """,
        arguments: [ArgumentDefinition("FILE", .file, "The backbone's file")],
        options: [.json],
        examples: [
            CommandExample("busnode verify var/backbone.sqlite", "Check a backbone's file.")
        ],
        exitCodes: [.done, .badData],
        usesBus: false)
}
