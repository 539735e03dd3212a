import BusNode

/// `busnode services history`, `deprecate`, `deregister`.
extension ServicesCommand {
    /// Shows what has happened.
    @Sendable static func history(_ context: CommandContext) async throws -> ExitCode {
        let service = context.arguments.service("SERVICE")?.description
        return try await BusLocation.withNode(context) { node in
            let entries = try await node.registry.history(service)
            var table = Table(
                .right("NUMBER"), .left("TIME"), .left("WHAT"), .left("OF"), .left("BY"),
                .left("WHY"))
            var json: [JSONValue] = []
            for entry in entries {
                table.add(
                    "\(entry.number)", entry.time.description,
                    entry.kind.rawValue.replacing("_", with: " "), subject(of: entry), entry.node,
                    entry.reason ?? "")
                json.append(try JSONValue(encoding: entry))
            }
            try await context.output.table(table, json: json)
            return .done
        }
    }

    private static func subject(of entry: HistoryEntry) -> String {
        var subject =
            entry.revision?.description ?? entry.service?.description ?? "all services"
        if let channel = entry.channel { subject += ", channel \(channel)" }
        if let policy = entry.policy { subject += ", \(policy.kind)" }
        return entry.former.map { "\(subject), was \($0)" } ?? subject
    }

    /// Says that a revision should not be used any more.
    @Sendable static func deprecate(_ context: CommandContext) async throws -> ExitCode {
        let revision = try context.revision("REVISION")
        let reason = context.arguments.text("reason")
        guard reason != nil || context.arguments.flag("undo") else {
            throw CommandFailure(.usage, "--reason or --undo is needed")
        }
        return try await BusLocation.withNode(context) { node in
            try await node.registry.deprecate(revision, because: reason)
            let described = try await node.registry.describe(revision)
            try await context.output.result(
                ["\(revision) \(reason == nil ? "may be used again" : "is deprecated")"],
                json: described)
            return .done
        }
    }

    /// Makes the registry forget a revision.
    @Sendable static func deregister(_ context: CommandContext) async throws -> ExitCode {
        let revision = try context.revision("REVISION")
        return try await BusLocation.withNode(context) { node in
            try await node.registry.deregister(
                revision, isForced: context.arguments.flag("force"),
                because: context.arguments.text("reason"))
            try await context.output.result(
                ["\(revision) is not registered"],
                json: ["revision": .string(revision.description)])
            return .done
        }
    }
}
