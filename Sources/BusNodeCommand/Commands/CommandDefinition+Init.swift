extension CommandDefinition {
    static let initialize = CommandDefinition(
        name: "init", summary: "Make the folder of a new service", group: .run,
        discussion: """
            Makes a folder with a service that answers at once, with its twine.json, octue.yaml and a \
            README that says how to start and ask it. Nothing is ever written over.
            """,
        arguments: [ArgumentDefinition("SERVICE", .service, "What the service is called")],
        options: [
            .value(
                "language", short: "l", "LANGUAGE",
                .word(ServiceTemplate.Language.allCases.map(\.rawValue)), default: "python",
                "In which language it is written"),
            .value(
                "folder", "FOLDER", .folder, "The folder; without it one named like the service"),
            .value(
                "busnode", "FOLDER", .folder,
                "Where the package BusNode is, for a service in Swift; without it ../BusNode"),
            .json,
        ],
        examples: [
            CommandExample(
                "busnode init my-org/adder", "Make a service in Python in the folder adder."),
            CommandExample(
                "busnode init my-org/adder --language swift --folder services/adder",
                "Make one in Swift somewhere else."),
        ],
        exitCodes: [.done, .badData], usesBus: false)
}
