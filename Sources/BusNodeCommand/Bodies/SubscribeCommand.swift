import BusNode

/// `busnode subscribe`: prints the messages of a subscription as they come, or runs a program for each.
enum SubscribeCommand {
    /// Performs the command, until it is interrupted.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("SUBSCRIPTION")
        let program = MessageProgram(context, subscription: name)
        return try await BusLocation.withNode(context) { node in
            let stop = StopSignal(context)
            stop.listen()
            await context.output.status("waiting for messages; Ctrl-C ends it")
            return try await withThrowingTaskGroup(of: ExitCode.self) { group in
                group.addTask {
                    try await take(name, program, context, node)
                    return .unreachable
                }
                group.addTask {
                    await stop.wait()
                    // What has run to its end is acknowledged, and the rest is delivered again.
                    await program?.stop()
                    return .done
                }
                let code = try await group.next() ?? .done
                // What was printed is acknowledged before the node leaves the bus.
                group.cancelAll()
                return code
            }
        }
    }

    private static func take(
        _ name: String, _ program: MessageProgram?, _ context: CommandContext, _ node: Node
    ) async throws {
        let output = context.output
        // One at a time unless said otherwise: so they are printed in the order in which they come.
        let window = Window(messages: UInt32(context.arguments.integer("concurrency") ?? 1))
        @Sendable func take(_ message: Message) async throws {
            if let program { return try await program.handle(message) }
            try await output.result(
                [MessageText.line(of: message)], json: MessageText.json(of: message))
        }
        if let topic = context.arguments.topic("topic") {
            try await node.subscribe(name, to: topic.text, window: window, take)
        } else {
            try await node.subscribe(name, window: window, take)
        }
    }
}
