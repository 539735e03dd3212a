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

    /// Prints names for a shell, one a line; nothing when there is no bus.
    static func completeValues(_ context: CommandContext) async throws -> ExitCode {
        let kind = context.arguments.text("KIND") ?? "revisions"
        let names = try? await BusLocation.withNode(context) { node in
            try await Self.names(kind, node)
        }
        for name in Set(names ?? []).sorted() { try await context.output.text(name + "\n") }
        return .done
    }

    private static func names(_ kind: String, _ node: Node) async throws -> [String] {
        switch kind {
        case "revisions": try await node.registry.list().map(\.revision.description)
        case "services": try await node.registry.list().map(\.revision.service.description)
        case "topics":
            try await node.topics().map(\.settings.topic.text)
        case "subscriptions":
            try await node.subscriptions().map(\.settings.subscription.text)
        case "snapshots": try await node.snapshots().map(\.settings.snapshot.text)
        default: []
        }
    }
}
