import BusNode

/// `busnode register`: registers a revision of a service.
enum RegisterCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let revision = context.arguments.revision("REVISION") else {
            throw CommandFailure(.usage, "REVISION is missing")
        }
        let isDefault: Bool? =
            context.arguments.flag("default")
            ? true : context.arguments.flag("no-default") ? false : nil
        let channel = try context.channelIfGiven()
        return try await BusLocation.withNode(context) { node in
            do {
                try await node.registry.register(
                    revision, isDefault: isDefault, channel: channel)
            } catch let error as NodeError
                where error.code == .conflict && isDefault == true && channel == nil
            {
                // It was registered before without that wish; the default is moved to it below.
            }
            if isDefault == true { try await node.registry.makeDefault(revision) }
            let described = try await node.registry.describe(revision)
            try await context.output.result(
                [
                    "\(revision) is registered"
                        + (described["is_default"]?.bool == true ? ", and the default" : "")
                ], json: described)
            return .done
        }
    }
}
