import BusNode

/// `busnode replay`: shows a recorded question again, as it was answered.
enum ReplayCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        var recording = try await recording(try context.text("SOURCE"), context)
        if let question = context.arguments.question("only") {
            recording = recording.only(question)
        }
        let replay: Replay
        do {
            replay = try Replay(
                of: recording, withoutLogsContaining: context.arguments.text("exclude-logs"),
                validates: context.arguments.flag("validate"))
        } catch {
            throw CommandFailure(.badData, error.message, advice: "see --only")
        }
        let output = context.output
        for reason in replay.invalid { await output.note("left out: \(reason)") }
        for event in replay { await AnswerText.show(event, output) }
        await output.endStatus()
        guard let end = replay.events.last, end.event.kind.isEnd else {
            throw CommandFailure(.notFound, "the recorded events have no result")
        }
        return try await AnswerText.finish(end, of: end.event.question, output)
    }

    private static func recording(
        _ source: String, _ context: CommandContext
    ) async throws -> Recording {
        if let question = try? QuestionID(source) {
            return try await BusLocation.withNode(context) { node in
                try await node.recording(of: question)
            }
        }
        return try RecordingFile.read(source)
    }
}
