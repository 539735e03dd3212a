import BusNode

/// `busnode topics`: lists, makes, shows, changes and deletes topics.
enum TopicsCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "list": list, "create": create, "get": get, "update": update, "delete": delete,
    ]

    /// Lists the topics.
    @Sendable static func list(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let topics = try await node.topics()
            var table = Table(
                .left("TOPIC"), .right("LAST MESSAGE"), .right("RETENTION"), .left("SUBSCRIPTIONS"))
            for topic in topics {
                table.add(
                    topic.settings.topic.text, topic.lastMessage?.description ?? "-",
                    DurationText.write(.seconds(topic.settings.messageRetentionSeconds)),
                    topic.subscriptions.map(\.text).joined(separator: ", "))
            }
            try await context.output.table(table, json: topics.map(\.json))
            return .done
        }
    }

    @Sendable private static func create(_ context: CommandContext) async throws -> ExitCode {
        var settings = TopicSettings(topic: try context.topic("NAME"))
        try apply(context.arguments, to: &settings)
        return try await BusLocation.withNode(context) { [settings] node in
            let isExclusive = context.arguments.flag("exclusive")
            let topic = try await node.createTopic(settings, isExclusive: isExclusive)
            try await context.output.result(
                ["topic \(topic.settings.topic) is there"], json: topic.json)
            return .done
        }
    }

    @Sendable private static func get(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.topic("NAME").text
        return try await BusLocation.withNode(context) { node in
            try await context.output.object(try await node.topic(name).json)
            return .done
        }
    }

    @Sendable private static func update(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.topic("NAME").text
        return try await BusLocation.withNode(context) { node in
            let topic = try await node.updateTopic(name) { settings throws(NodeError) in
                try apply(context.arguments, to: &settings)
            }
            try await context.output.object(topic.json)
            return .done
        }
    }

    @Sendable private static func delete(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.topic("NAME").text
        return try await BusLocation.withNode(context) { node in
            try await node.deleteTopic(name)
            try await context.output.result(
                ["topic \(name) is deleted"], json: ["topic": .string(name)])
            return .done
        }
    }

    private static func apply(
        _ arguments: ParsedArguments, to settings: inout TopicSettings
    ) throws(NodeError) {
        settings.labels = try LabelOptions.labels(settings.labels, changedBy: arguments)
        if let retention = arguments.duration("retention") {
            settings.messageRetentionSeconds = retention.components.seconds
        }
    }
}
