import BusNode

/// `busnode why`: explains why a message is where it is.
enum WhyCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let number = UInt64(context.arguments.integer("MESSAGE") ?? 0)
        let name = context.arguments.text("subscription")
        return try await BusLocation.withNode(context) { node in
            var explanation = try await node.explain(MessageID(number)).object ?? [:]
            if let name {
                let rows = (explanation["subscriptions"]?.array ?? [])
                    .filter { $0["subscription"]?.string == name }
                guard !rows.isEmpty else {
                    throw CommandFailure(
                        .notFound, "message \(number) is of no topic that \(name) takes from")
                }
                explanation["subscriptions"] = .array(rows)
            }
            let value = JSONValue.object(explanation)
            try await context.output.result(WhyText.lines(of: value), json: value)
            return .done
        }
    }
}
