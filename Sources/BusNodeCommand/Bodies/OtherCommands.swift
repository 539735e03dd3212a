import BusNode

/// `busnode version`, `completion` and what completion asks for.
enum OtherCommands {
    /// Prints the version.
    static func version(_ context: CommandContext) async throws -> ExitCode {
        try await context.output.result(
            ["busnode \(BusNodeVersion.text)"],
            json: [
                "version": .string(BusNodeVersion.text),
                "protocol": JSONValue(WireHeader.version),
            ])
        return .done
    }

    /// Prints the names of registered revisions and services for a shell; nothing when there is no bus.
    static func completeValues(_ context: CommandContext) async throws -> ExitCode {
        let entries = try? await BusLocation.withNode(context) { node in
            try await node.registry.list()
        }
        var names = Set<String>()
        for entry in entries ?? [] {
            names.insert(entry.revision.description)
            names.insert(entry.revision.service.description)
        }
        for name in names.sorted() { try await context.output.text(name + "\n") }
        return .done
    }
}
