import BusNode

/// `busnode services`: lists revisions, which of them are defaults, and which are served.
enum ServicesCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "policy": PolicyCommand.run, "channel": PolicyCommand.channel, "history": history,
        "deprecate": deprecate, "deregister": deregister,
    ]

    /// Performs the command.
    @Sendable static func run(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let entries = try await node.registry.list(
                context.arguments.service("SERVICE")?.description)
            let served = try await node.request("services.list", of: "backbone")
            var rows: [String: JSONValue] = [:]
            for row in served["services"]?.array ?? [] {
                rows[row["revision"]?.string ?? ""] = row
            }
            var table = Table(
                .left("REVISION"), .left("DEFAULT"), .right("INSTANCES"), .right("WAITING"),
                .right("RUNNING"), .left("REGISTERED"), .left("BY"), .left("DEPRECATED"))
            var json: [JSONValue] = []
            for entry in entries {
                let row = rows[entry.revision.description]
                func count(_ key: String) -> Int { row?[key]?.integer ?? 0 }
                table.add(
                    entry.revision.description, entry.isDefault ? "yes" : "",
                    "\(count("instances"))", "\(count("waiting"))", "\(count("running"))",
                    entry.registeredAt.description,
                    entry.registrant, entry.deprecation ?? "")
                json.append([
                    "revision": .string(entry.revision.description),
                    "is_default": .bool(entry.isDefault),
                    "instances": JSONValue(count("instances")),
                    "waiting": JSONValue(count("waiting")),
                    "running": JSONValue(count("running")),
                    "registrant": .string(entry.registrant),
                    "registered_at": .string(entry.registeredAt.description),
                    "deprecated": entry.deprecation.map { .string($0) } ?? .null,
                ])
            }
            try await context.output.table(table, json: json)
            return .done
        }
    }
}
