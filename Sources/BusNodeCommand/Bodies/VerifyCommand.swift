import BusNode

/// `busnode verify`: checks the file of a backbone that is not running.
enum VerifyCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let path = context.arguments.text("FILE") ?? ""
        let report: FileReport
        do {
            report = try BackboneFile.verify(
                path, acceptsLoss: context.arguments.flag("accept-loss"))
        } catch {
            throw CommandFailure(.badData, error.message)
        }
        let counts = [
            ("topics", report.topics), ("subscriptions", report.subscriptions),
            ("messages", report.messages), ("owed", report.owed), ("questions", report.questions),
            ("open_questions", report.openQuestions), ("events", report.events),
            ("unchecked", report.unchecked),
        ]
        var json: JSONObject = ["file": .string(path)]
        for (key, count) in counts { json[key] = JSONValue(count) }
        json["problems"] = .array(report.problems.map { .string($0) })
        try await context.output.result(text(report, path), json: .object(json))
        return report.isSound ? .done : .badData
    }

    private static func text(_ report: FileReport, _ path: String) -> [String] {
        let summary =
            "\(path): \(report.messages) messages of \(report.topics) topics, \(report.owed) owed to "
            + "\(report.subscriptions) subscriptions; \(report.questions) questions, "
            + "\(report.openQuestions) of them open, with \(report.events) events"
        let unchecked =
            report.unchecked == 0
            ? [] : ["\(report.unchecked) rows of an earlier version have no checksum"]
        let problems =
            report.isSound ? ["nothing wrong"] : report.problems.map { "wrong: \($0)" }
        return [summary] + unchecked + problems
    }
}
