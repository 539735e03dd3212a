import BusNode

/// `busnode snapshots`: lists, makes, shows, changes and deletes snapshots.
enum SnapshotsCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "list": list, "create": create, "get": get, "update": update,
        "delete": delete,
    ]

    /// Lists the snapshots.
    @Sendable static func list(_ context: CommandContext) async throws -> ExitCode {
        let hasTopic = context.arguments.defines("topic")
        let topic = hasTopic ? context.arguments.topic("topic")?.text : nil
        return try await BusLocation.withNode(context) { node in
            let snapshots = try await node.snapshots(of: topic)
            var table = Table(
                .left("SNAPSHOT"), .left("TOPIC"), .left("SUBSCRIPTION"), .right("MESSAGES"),
                .left("EXPIRES"))
            for snapshot in snapshots {
                table.add(
                    snapshot.settings.snapshot.text, snapshot.topic?.text ?? "(deleted)",
                    snapshot.settings.subscription.text, "\(snapshot.messages)",
                    String(snapshot.expires.description.prefix(19)))
            }
            try await context.output.table(table, json: snapshots.map(\.json))
            return .done
        }
    }

    @Sendable private static func create(_ context: CommandContext) async throws -> ExitCode {
        let (name, subscription) = (try context.text("NAME"), try context.text("SUBSCRIPTION"))
        return try await BusLocation.withNode(context) { node in
            let labels = try LabelOptions.labels(.none, changedBy: context.arguments)
            let snapshot = try await node.createSnapshot(
                name, of: subscription, labels: labels,
                isExclusive: context.arguments.flag("exclusive"))
            try await context.output.result(
                ["snapshot \(name) remembers \(snapshot.messages) messages"], json: snapshot.json)
            return .done
        }
    }

    @Sendable private static func get(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("NAME")
        return try await BusLocation.withNode(context) { node in
            try await context.output.object(try await node.snapshot(name).json)
            return .done
        }
    }

    @Sendable private static func update(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("NAME")
        return try await BusLocation.withNode(context) { node in
            let labels = try LabelOptions.labels(
                try await node.snapshot(name).settings.labels, changedBy: context.arguments)
            try await context.output.object(
                try await node.updateSnapshot(name, labels: labels).json)
            return .done
        }
    }

    @Sendable private static func delete(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("NAME")
        return try await BusLocation.withNode(context) { node in
            try await node.deleteSnapshot(name)
            try await context.output.result(
                ["snapshot \(name) is deleted"], json: ["snapshot": .string(name)])
            return .done
        }
    }
}
