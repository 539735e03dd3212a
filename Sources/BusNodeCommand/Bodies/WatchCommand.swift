import BusNode

/// `busnode watch`: shows what passes over the bus.
enum WatchCommand {
    /// Performs the command, until it is interrupted.
    static func run(_ context: CommandContext) async throws -> ExitCode {
        try await BusLocation.withNode(context) { node in
            let feed = try await node.watch(context.arguments.texts("PREFIX"))
            await context.output.status("watching; Ctrl-C ends it")
            for try await message in feed { try await show(message, context.output) }
            return .unreachable
        }
    }

    private static func show(_ message: FeedMessage, _ output: Output) async throws {
        let (kind, payload, number): (String, Payload, UInt64) =
            switch message.content {
            case .message(let message): ("message", message.payload, message.id.number)
            case .question(_, let payload): ("question", payload, 0)
            case .event(let event): ("\(event.kind)", event.payload, UInt64(event.number))
            }
        let body = try? JSONValue(parsing: payload.bytes)
        let text = body?.text() ?? "\(payload.count) bytes"
        try await output.result(
            [
                "\(message.subject)  \(kind) \(number)  \(TextWidth.cut(TextWidth.printable(text), to: 160))"
            ],
            json: [
                "subject": .string(message.subject), "kind": .string(kind),
                "number": JSONValue(number), "body": body ?? .null,
                "bytes": JSONValue(payload.count),
            ])
    }
}
