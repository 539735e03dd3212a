import BusNode

/// One question of `busnode ask` on its way to its answer, asked again as often as it may be.
struct Asking: Sendable {
    let child: Child
    let body: Payload
    let options: Child.Options
    let node: Node
    let context: CommandContext

    /// Asks, shows what happens, and prints the answer.
    func run() async throws -> ExitCode {
        guard !context.arguments.flag("no-wait") else { return try await leave() }
        let first = options.id ?? .random()
        var retries: UInt32 = 0
        while true {
            let reason: NodeError
            do {
                guard let (question, end) = try await ask(first, retries) else {
                    return .interrupted
                }
                guard let error = end.error(of: child.reference.description),
                    options.retries(after: error, retries)
                else { return try await AnswerText.finish(end, of: question, context.output) }
                reason = error
            } catch let error as NodeError where options.retries(after: error, retries) {
                reason = error
            }
            retries += 1
            let pause = options.pause(before: retries)
            await context.output.note(
                "\(reason.message); retry \(retries) in \(DurationText.write(pause))")
            guard await isOver(pause) else { return .interrupted }
        }
    }

    /// Asks, and prints which question it is.
    private func leave() async throws -> ExitCode {
        let id = try await child.askWithoutWaiting(body: body, options)
        try await context.output.result(["\(id)"], json: ["question": .string("\(id)")])
        return .done
    }

    /// Asks once and follows the question to its end.
    ///
    /// - Returns: which question it was, and its end; nil when the command was told to stop.
    private func ask(
        _ first: QuestionID, _ retries: UInt32
    ) async throws -> (QuestionID, AnswerEvent)? {
        var options = options
        options.id = first.retry(retries)
        options.retryCount = UInt32(clamping: UInt64(options.retryCount) + UInt64(retries))
        let conversation = try await child.ask(body: body, options)
        let requests = Signals.stopRequests()
        let interruption = Task {
            for await _ in requests {
                _ = try? await conversation.cancel(because: "interrupted")
                return true
            }
            return false
        }
        let output = context.output
        await output.status("question \(conversation.question): waiting for a child")
        var end: AnswerEvent?
        do {
            for try await event in conversation {
                await AnswerText.show(event, output)
                end = event
            }
        } catch {
            interruption.cancel()
            if await interruption.value { return nil }
            throw error
        }
        interruption.cancel()
        await output.endStatus()
        guard let end, end.event.kind.isEnd else {
            throw CommandFailure(.internalError, "the events ended without an end")
        }
        if end.event.kind == .cancelled, await interruption.value { return nil }
        try await record(conversation.question)
        return (conversation.question, end)
    }

    private func record(_ question: QuestionID) async throws {
        guard let file = context.arguments.text("record") else { return }
        let recording = try await node.recording(of: question)
        try FileBytes.write(recording.json.bytes(.pretty) + [UInt8(ascii: "\n")], to: file)
    }

    /// Waits before a retry.
    ///
    /// - Returns: false when the command was told to stop meanwhile.
    private func isOver(_ pause: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { await Child.waits(pause) }
            group.addTask {
                for await _ in Signals.stopRequests() { break }
                return false
            }
            let isOver = await group.next() ?? false
            group.cancelAll()
            return isOver
        }
    }
}
