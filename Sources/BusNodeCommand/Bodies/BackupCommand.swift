import BusNode

/// `busnode backup`: copies the backbone's file.
enum BackupCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("NAME")
        return try await BusLocation.withNode(context) { node in
            let backup = try await node.backup(named: name)
            try await context.output.result(
                ["\(backup.path) has \(backup.byteCount) bytes"],
                json: ["path": .string(backup.path), "bytes": JSONValue(backup.byteCount)])
            return .done
        }
    }
}
