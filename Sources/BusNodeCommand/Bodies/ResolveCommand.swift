import BusNode

/// `busnode resolve`: prints the revision that a reference means.
enum ResolveCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let reference = try context.text("SERVICE")
        let channel = try context.channelIfGiven()
        return try await BusLocation.withNode(context) { node in
            let revision = try await node.registry.resolve(
                reference, channel: channel)
            try await context.output.result(
                [revision.description], json: ["revision": .string(revision.description)])
            return .done
        }
    }
}
