import BusNode

/// `busnode subscribe`: prints the messages of a subscription as they come.
enum SubscribeCommand {
    /// Performs the command, until it is interrupted.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("SUBSCRIPTION")
        let output = context.output
        return try await BusLocation.withNode(context) { node in
            await output.status("waiting for messages; Ctrl-C ends it")
            // One at a time: so they are printed in the order in which they come.
            let window = Window(messages: 1)
            @Sendable func show(_ message: Message) async throws {
                try await output.result(
                    [MessageText.line(of: message)], json: MessageText.json(of: message))
            }
            if let topic = context.arguments.topic("topic") {
                try await node.subscribe(name, to: topic.text, window: window, show)
            } else {
                try await node.subscribe(name, window: window, show)
            }
            return .unreachable
        }
    }
}
