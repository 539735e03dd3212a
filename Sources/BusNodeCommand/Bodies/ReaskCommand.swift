import BusNode

/// `busnode reask`: asks a past question again.
enum ReaskCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let question = context.arguments.question("QUESTION") else {
            throw CommandFailure(.usage, "QUESTION is missing")
        }
        return try await BusLocation.withNode(context) { node in
            var (child, body, options) = try await node.asked(
                question, of: context.arguments.reference("of")?.description)
            options.take(context)
            return try await Asking(
                child: child, body: body, options: options, node: node, context: context
            ).run()
        }
    }
}

extension Child.Options {
    /// Takes over what the command line says about any question.
    mutating func take(_ context: CommandContext) {
        if let timeout = context.arguments.duration("timeout") { self.timeout = timeout }
        maxRetries = UInt32(clamping: context.arguments.integer("retries") ?? 0)
    }
}
