import BusNode

/// `busnode publish`: publishes a message.
enum PublishCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let topic = try context.topic("TOPIC").text
        let data = try context.text("DATA")
        let payload = data == "-" ? Payload(try FileBytes.read("-")) : Payload(data)
        return try await BusLocation.withNode(context) { node in
            let id = try await node.publish(
                payload, to: topic, attributes: arguments.pairs("attribute"),
                contentType: arguments.text("content-type") ?? "",
                deduplicationKey: arguments.text("deduplication-key") ?? "",
                orderingKey: arguments.text("ordering-key") ?? "",
                priority: UInt8(arguments.integer("priority") ?? 0),
                timeToLive: arguments.duration("time-to-live"), delay: arguments.duration("delay"))
            try await context.output.result(["\(id)"], json: ["message": JSONValue(id.number)])
            return .done
        }
    }
}
