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
                try await context.output.result(
                    [MessageText.line(of: message.message, attempt: message.attempt)],
                    json: MessageText.json(of: message.message, attempt: message.attempt))
                if arguments.flag("ack") { try await message.acknowledge() }
            }
            guard messages.isEmpty else { return .done }
            let what = "no message of \(name) is there"
            if arguments.isGiven("wait") { throw CommandFailure(.timedOut, what) }
            await context.output.note(what)
            return .done
        }
    }
}
