import BusNode

/// `busnode init`: makes the folder of a new service.
enum InitCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let service = context.arguments.service("SERVICE"),
            let language = context.arguments.text("language").flatMap({
                ServiceTemplate.Language(rawValue: $0)
            })
        else { throw CommandFailure(.usage, "SERVICE or the language is missing") }
        guard service.namespace != ServiceIdentity.reservedNamespace else {
            throw CommandFailure(
                .badData, "the namespace \"\(service.namespace)\" is kept for built-in examples",
                advice: "take one of your own, such as my-org/\(service.name)")
        }
        let folder = context.arguments.text("folder") ?? service.name
        let template = ServiceTemplate(
            service: service, language: language,
            package: context.arguments.text("busnode") ?? "../BusNode")
        guard try FileBytes.isEmptyFolder(folder) else {
            throw CommandFailure(
                .badData, "\(folder) has something in it already",
                advice: "choose another folder with --folder")
        }
        for (path, text) in template.files {
            let file = "\(folder)/\(path)"
            try FileBytes.makeFolder(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
            try FileBytes.write(Array(text.utf8), to: file, isNew: true)
        }
        try await context.output.result(
            template.files.map { "\(folder)/\($0.path)" } + ["see \(folder)/README.md"],
            json: [
                "folder": .string(folder), "service": .string("\(service)"),
                "files": .array(template.files.map { .string($0.path) }),
            ])
        return .done
    }
}
