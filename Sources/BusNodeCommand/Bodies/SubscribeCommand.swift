import BusNode

/// `busnode subscribe`: prints the messages of a subscription as they come.
enum SubscribeCommand {
    /// Performs the command, until it is interrupted.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("SUBSCRIPTION")
        return try await BusLocation.withNode(context) { node in
            let stop = StopSignal(context)
            stop.listen()
            await context.output.status("waiting for messages; Ctrl-C ends it")
            return try await withThrowingTaskGroup(of: ExitCode.self) { group in
                group.addTask {
                    try await show(name, context, node)
                    return .unreachable
                }
                group.addTask {
                    await stop.wait()
                    return .done
                }
                let code = try await group.next() ?? .done
                // What was printed is acknowledged before the node leaves the bus.
                group.cancelAll()
                return code
            }
        }
    }

    private static func show(
        _ name: String, _ context: CommandContext, _ node: Node
    ) async throws {
        let output = context.output
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
    }
}
