import BusNode

/// `busnode cancel`: ends a question that is not wanted any more.
enum CancelCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let question = context.arguments.question("QUESTION") else {
            throw CommandFailure(.usage, "QUESTION is missing")
        }
        let reason = context.arguments.text("reason") ?? "cancelled from the command line"
        return try await BusLocation.withNode(context) { node in
            let isCancelled = try await node.cancel(question, because: reason)
            try await context.output.result(
                [isCancelled ? "cancelled" : "the question had its end already"],
                json: ["question": .string("\(question)"), "cancelled": .bool(isCancelled)])
            return .done
        }
    }
}
