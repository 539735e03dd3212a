import BusNode

/// `busnode topics`: lists, makes and deletes topics, and publishes to one.
enum TopicsCommand {
    /// Lists the topics.
    static func list(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let reply = try await node.request("topics.list", of: "backbone")
            var table = Table(.left("TOPIC"), .right("LAST MESSAGE"), .left("SUBSCRIPTIONS"))
            let rows = reply["topics"]?.array ?? []
            for row in rows {
                let subscriptions = (row["subscriptions"]?.array ?? []).compactMap(\.string)
                table.add(
                    row["topic"]?.string ?? "", "\(row["last_message"]?.integer ?? 0)",
                    subscriptions.joined(separator: ", "))
            }
            try await context.output.table(table, json: rows)
            return .done
        }
    }

    /// Makes a topic.
    static func create(_ context: CommandContext) async throws -> ExitCode {
        try await request("topics.create", context, done: "made")
    }

    /// Deletes a topic with all that belongs to it.
    static func delete(_ context: CommandContext) async throws -> ExitCode {
        try await request("topics.delete", context, done: "deleted")
    }

    /// Publishes a message.
    static func publish(_ context: CommandContext) async throws -> ExitCode {
        let topic = try name(context)
        let data = context.arguments.text("DATA") ?? ""
        let payload = data == "-" ? Payload(try FileBytes.read("-")) : Payload(data)
        var attributes: [String: String] = [:]
        for pair in context.arguments.texts("attribute") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw CommandFailure(.usage, "--attribute \(pair) is not of the form KEY=VALUE")
            }
            attributes[String(parts[0])] = String(parts[1])
        }
        return try await BusLocation.withNode(context) { [attributes] node in
            let id = try await node.publish(payload, to: topic, attributes: attributes)
            try await context.output.result(["\(id)"], json: ["message": JSONValue(id.number)])
            return .done
        }
    }

    private static func request(
        _ method: String, _ context: CommandContext, done: String
    ) async throws -> ExitCode {
        let topic = try name(context)
        return try await BusLocation.withNode(context) { node in
            _ = try await node.request(method, of: "backbone", ["topic": .string(topic)])
            try await context.output.result(
                ["\(topic) is \(done)"], json: ["topic": .string(topic)])
            return .done
        }
    }

    private static func name(_ context: CommandContext) throws(CommandFailure) -> String {
        guard let topic = context.arguments.topic("NAME") else {
            throw CommandFailure(.usage, "NAME is missing")
        }
        return topic.text
    }
}
