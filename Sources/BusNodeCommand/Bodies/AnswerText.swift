import BusNode

/// What a command shows while a question is answered, and what it ends with.
enum AnswerText {
    /// Shows an event that is no end.
    static func show(_ event: AnswerEvent, _ output: Output) async {
        switch event.kind {
        case .acknowledged:
            await output.status("a child has the question, attempt \(event.event.attempt)")
        case .log(let record): await output.note("\(record.level) \(record.message)")
        case .monitor(let body):
            await output.status((try? body.json())?.text() ?? "\(body.payload.count) bytes")
        case .heartbeat, .exception, .result, .cancelled: break
        }
    }

    /// Prints the answer.
    ///
    /// - Throws: `CommandFailure` when the end is none.
    static func finish(
        _ end: AnswerEvent, of question: QuestionID, _ output: Output
    ) async throws -> ExitCode {
        switch end.kind {
        case .result(let body):
            try await print(body, of: question, output)
            return .done
        case .exception(let exception):
            for line in exception.traceback { await output.note("  \(line)") }
            throw CommandFailure(.exception, "\(exception)")
        case .cancelled(let reason):
            let isLate = reason == "not answered in time"
            throw CommandFailure(
                isLate ? .timedOut : .cancelled, "the question ended: \(reason)")
        case .acknowledged, .heartbeat, .log, .monitor:
            throw CommandFailure(.internalError, "\(end.event.kind) is no end")
        }
    }

    private static func print(
        _ body: EventBody, of question: QuestionID, _ output: Output
    ) async throws {
        guard let values = try? body.json() else {
            return try await output.text(String(decoding: body.payload.bytes, as: UTF8.self))
        }
        let layout: JSONLayout = output.terminal.isTerminal ? .pretty : .compact
        var (lines, json) = ([values.text(layout)], JSONObject())
        json["question"] = .string("\(question)")
        json["output_values"] = values
        if let manifest = try body.manifestJSON("output_manifest") {
            lines.append(manifest.text(layout))
            json["output_manifest"] = manifest
        }
        try await output.result(lines, json: .object(json))
    }
}
