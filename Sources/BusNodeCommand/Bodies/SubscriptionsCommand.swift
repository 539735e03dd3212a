import BusNode

/// `busnode subscriptions`: lists, makes, shows, changes, seeks, detaches and deletes subscriptions.
enum SubscriptionsCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "list": list, "create": create, "get": get, "update": update, "seek": seek,
        "detach": detach, "delete": delete,
    ]

    /// Lists the subscriptions.
    @Sendable static func list(_ context: CommandContext) async throws -> ExitCode {
        let hasTopic = context.arguments.defines("topic")
        let topic = hasTopic ? context.arguments.topic("topic")?.text : nil
        return try await BusLocation.withNode(context) { node in
            let subscriptions = try await node.subscriptions(of: topic)
            var table = Table(
                .left("SUBSCRIPTION"), .left("TOPIC"), .right("ACK DEADLINE"), .left("DELIVERY"),
                .left("DEAD LETTERS"), .left("FILTER"))
            for subscription in subscriptions {
                let settings = subscription.settings
                table.add(
                    settings.subscription.text, settings.topic?.text ?? "(deleted)",
                    DurationText.write(.seconds(settings.ackDeadlineSeconds)),
                    delivery(subscription), settings.deadLetterPolicy?.topic.text ?? "-",
                    settings.filter?.text ?? "-")
            }
            try await context.output.table(table, json: subscriptions.map(\.json))
            return .done
        }
    }

    private static func delivery(_ subscription: SubscriptionDescription) -> String {
        guard !subscription.isDetached else { return "detached" }
        let words =
            (subscription.settings.isOrdered ? ["ordered"] : [])
            + (subscription.settings.isExactlyOnce ? ["exactly once"] : [])
        return words.isEmpty ? "at least once" : words.joined(separator: ", ")
    }

    @Sendable private static func create(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        var settings = SubscriptionSettings(
            subscription: try subscription(context), topic: try context.topic("TOPIC"))
        do {
            settings.filter = try arguments.text("filter").map { text throws(FilterError) in
                try AttributeFilter(text)
            }
            try SubscriptionOptions.apply(arguments, to: &settings)
        } catch let error as FilterError {
            throw CommandFailure(.badData, "\(error)")
        } catch let error as NodeError {
            throw CommandFailure(error)
        }
        settings.isOrdered = arguments.flag("ordered")
        return try await BusLocation.withNode(context) { [settings] node in
            let made = try await node.createSubscription(
                settings, isExclusive: arguments.flag("exclusive"))
            try await context.output.result(
                ["subscription \(settings.subscription) is there"], json: made.json)
            return .done
        }
    }

    @Sendable private static func get(_ context: CommandContext) async throws -> ExitCode {
        try await perform(context) { node, name in try await node.subscription(name) }
    }

    @Sendable private static func update(_ context: CommandContext) async throws -> ExitCode {
        try await perform(context) { node, name in
            try await node.updateSubscription(name) { settings throws(NodeError) in
                try SubscriptionOptions.apply(context.arguments, to: &settings)
            }
        }
    }

    @Sendable private static func seek(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await perform(context) { node, name in
            if let snapshot = arguments.text("snapshot") {
                return try await node.seek(name, toSnapshot: snapshot)
            }
            if let time = arguments.time("time") { return try await node.seek(name, to: time) }
            let now = try await node.backboneTime()
            // A moment after now settles what was published until then, by the backbone's own clock.
            let back = arguments.duration("back").map { .zero - $0 } ?? .seconds(60)
            return try await node.seek(name, to: now.advanced(by: back))
        }
    }

    @Sendable private static func detach(_ context: CommandContext) async throws -> ExitCode {
        try await finish(context, "detached") { try await $0.detachSubscription($1) }
    }

    @Sendable private static func delete(_ context: CommandContext) async throws -> ExitCode {
        try await finish(context, "deleted") { try await $0.deleteSubscription($1) }
    }

    private static func perform(
        _ context: CommandContext,
        _ body: @Sendable (Node, String) async throws -> SubscriptionDescription
    ) async throws -> ExitCode {
        let name = try subscription(context).text
        return try await BusLocation.withNode(context) { node in
            try await context.output.object(try await body(node, name).json)
            return .done
        }
    }

    private static func finish(
        _ context: CommandContext, _ done: String,
        _ body: @Sendable (Node, String) async throws -> Void
    ) async throws -> ExitCode {
        let name = try subscription(context).text
        return try await BusLocation.withNode(context) { node in
            try await body(node, name)
            try await context.output.result(
                ["subscription \(name) is \(done)"], json: ["subscription": .string(name)])
            return .done
        }
    }

    private static func subscription(
        _ context: CommandContext
    ) throws(CommandFailure) -> SubscriptionName {
        do {
            return try SubscriptionName(try context.text("NAME"))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.usage, "\(error)")
        }
    }
}
