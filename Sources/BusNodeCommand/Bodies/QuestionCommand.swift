import BusNode

/// `busnode question`: shows one question with all that happened to answer it.
enum QuestionCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        guard let question = context.arguments.question("QUESTION") else {
            throw CommandFailure(.usage, "QUESTION is missing")
        }
        return try await BusLocation.withNode(context) { node in
            if context.arguments.flag("wait") {
                for try await _ in node.history(of: question) {}
            }
            let tree = try await node.tree(of: question)
            try await context.output.result(
                QuestionText.lines(of: tree), json: QuestionText.json(of: tree))
            return .done
        }
    }
}
