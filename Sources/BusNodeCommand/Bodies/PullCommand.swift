import BusNode

/// `busnode pull`: takes messages from a subscription.
enum PullCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let name = try context.text("SUBSCRIPTION")
        return try await BusLocation.withNode(context) { node in
            let messages = try await node.pull(
                from: name, max: arguments.integer("max") ?? 100,
                within: arguments.duration("wait") ?? .zero)
            for message in messages {
                try await show(message, context.output)
                if arguments.flag("ack") { try await message.acknowledge() }
            }
            if messages.isEmpty { await context.output.note("no message of \(name) is there") }
            return messages.isEmpty && arguments.isGiven("wait") ? .timedOut : .done
        }
    }

    private static func show(_ pulled: PulledMessage, _ output: Output) async throws {
        let message = pulled.message
        let body = try? JSONValue(parsing: message.payload.bytes)
        let text = String(validating: message.payload.bytes, as: UTF8.self)
        let attributes = message.attributes.dictionary.sorted { $0.key < $1.key }
        var object = JSONObject()
        for (key, value) in attributes { object[key] = .string(value) }
        var notes = attributes.map { "\($0.key)=\($0.value)" }
        if !message.orderingKey.isEmpty { notes.append("in order of \(message.orderingKey)") }
        if pulled.attempt > 1 { notes.append("attempt \(pulled.attempt)") }
        let line =
            "\(message.id)  \(body?.text() ?? text ?? "\(message.payload.count) bytes")"
            + (notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))")
        try await output.result(
            [TextWidth.printable(line)],
            json: [
                "message": JSONValue(message.id.number), "attempt": JSONValue(pulled.attempt),
                "topic": .string(message.topic.text),
                "published": .string(message.published.description),
                "content_type": .string(message.contentType),
                "ordering_key": .string(message.orderingKey), "attributes": .object(object),
                "body": body ?? text.map { .string($0) } ?? .null,
                "bytes": JSONValue(message.payload.count),
            ])
    }
}
