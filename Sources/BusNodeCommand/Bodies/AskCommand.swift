import BusNode

/// `busnode ask`: asks one question or many, and prints what is answered.
enum AskCommand {
    /// Performs the command.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        guard let reference = arguments.reference("SERVICE") else {
            throw CommandFailure(.usage, "SERVICE is missing")
        }
        if let topology = arguments.text("topology"), arguments.flag("in-process") {
            let file = try TopologyFile.read(topology)
            return try await TopologyInProcess.with(file, context) { bus in
                try await ask(reference, context, at: bus)
            }
        }
        if try BusLocation.named(context) == nil, BuiltInService.answers(reference) {
            return try await BuiltInService.with { bus in
                try await ask(reference, context, at: bus)
            }
        }
        return try await ask(reference, context, at: nil)
    }

    private static func ask(
        _ reference: ServiceReference, _ context: CommandContext, at bus: BusAddress?
    ) async throws -> ExitCode {
        try await BusLocation.withNode(context, at: bus) { node in
            let child = try node.child(reference.description)
            if let file = context.arguments.text("questions") {
                return try await AskManyCommand.run(file, child, context)
            }
            let values = try values(context)
            guard !context.arguments.flag("no-wait") else {
                let id = try await child.askWithoutWaiting(values, options(context))
                try await context.output.result(
                    ["\(id)"], json: ["question": .string("\(id)")])
                return .done
            }
            let conversation = try await child.ask(values, options(context))
            return try await untilInterrupted(conversation) {
                try await follow(conversation, context)
            }
        }
    }

    /// Follows a question to its end; a signal that asks this process to stop cancels the question.
    private static func untilInterrupted(
        _ conversation: Conversation, _ follow: @escaping @Sendable () async throws -> ExitCode
    ) async throws -> ExitCode {
        let requests = Signals.stopRequests()
        let interruption = Task {
            for await _ in requests {
                _ = try? await conversation.cancel(because: "interrupted")
                return true
            }
            return false
        }
        do {
            let code = try await follow()
            interruption.cancel()
            return code
        } catch {
            interruption.cancel()
            if await interruption.value { return .interrupted }
            throw error
        }
    }

    private static func follow(
        _ conversation: Conversation, _ context: CommandContext
    ) async throws -> ExitCode {
        let output = context.output
        await output.status("question \(conversation.question): waiting for a child")
        for try await event in conversation {
            switch event.kind {
            case .acknowledged:
                await output.status("a child has the question, attempt \(event.event.attempt)")
            case .heartbeat: break
            case .log(let record): await output.note("\(record.level) \(record.message)")
            case .monitor(let body):
                await output.status((try? body.json())?.text() ?? "\(body.payload.count) bytes")
            case .result(let body):
                await output.endStatus()
                try await print(body, of: conversation, output)
                return .done
            case .exception(let exception):
                await output.endStatus()
                for line in exception.traceback { await output.note("  \(line)") }
                throw CommandFailure(.exception, "\(exception)")
            case .cancelled(let reason):
                await output.endStatus()
                let isLate = reason == "not answered in time"
                throw CommandFailure(
                    isLate ? .timedOut : .cancelled, "the question ended: \(reason)")
            }
        }
        throw CommandFailure(.internalError, "the events ended without an end")
    }

    private static func print(
        _ body: EventBody, of conversation: Conversation, _ output: Output
    ) async throws {
        guard let values = try? body.json() else {
            return try await output.text(String(decoding: body.payload.bytes, as: UTF8.self))
        }
        try await output.result(
            [values.text(output.terminal.isTerminal ? .pretty : .compact)],
            json: ["question": .string("\(conversation.question)"), "output_values": values])
    }

    private static func values(_ context: CommandContext) throws(CommandFailure) -> JSONValue {
        let (text, place): (String, String)
        if let path = context.arguments.text("file") {
            (text, place) = (String(decoding: try FileBytes.read(path), as: UTF8.self), path)
        } else if context.arguments.text("VALUES") == "-" {
            (text, place) = (
                String(decoding: try FileBytes.read("-"), as: UTF8.self), "standard input"
            )
        } else {
            (text, place) = (context.arguments.text("VALUES") ?? "null", "VALUES")
        }
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw CommandFailure(
                .badData, "\(place) is not JSON: \(error)",
                advice: "a text needs quotes: '\"text\"'")
        }
    }

    /// What the command line says about a question beside its values.
    static func options(_ context: CommandContext) -> Child.Options {
        Child.Options(timeout: context.arguments.duration("timeout"))
    }
}
