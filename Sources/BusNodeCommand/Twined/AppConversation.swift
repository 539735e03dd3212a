import BusNode

/// What is said between the node and a worker about one question.
struct AppConversation: Sendable {
    private let question: IncomingQuestion
    private let app: TwinedApp
    private let inputs: [(strand: Strand, data: JSONValue?)]
    /// Tells what is said about this attempt from what a thread of an earlier one still says.
    private let run = Int.random(in: 1...Int.max >> 16)

    /// A conversation about a question.
    ///
    /// - Throws: `RemoteException` when the question cannot be answered with the app.
    init(_ question: IncomingQuestion, _ app: TwinedApp) throws {
        self.question = question
        self.app = app
        let body: JSONValue
        do {
            body = try JSONValue(parsing: question.body.payload.bytes)
        } catch {
            throw RemoteException(
                type: "InvalidValuesJson", message: "the question is not JSON: \(error)")
        }
        // Also looks whether the files are where they may be, and whether they are those that were sent.
        let manifest = try question.body.inputManifest(under: app.roots)?.jsonValue
        inputs = [(.inputValues, body["input_values"]), (.inputManifest, manifest)]
    }

    /// Has a worker answer the question.
    ///
    /// - Returns: the body of the result, or what the app failed with; the worker can be used again then.
    /// - Throws: when it cannot: the worker is gone, or the question is not wanted any more.
    func end(with worker: AppWorker) async throws -> Result<Payload, RemoteException> {
        await worker.log.forget()
        await worker.requests.send(request)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            while let message = try await worker.events.next() {
                guard message["run"]?.integer == run else { continue }
                switch message["kind"]?.string {
                case "event":
                    if let end = try await handle(message["event"] ?? .null) { return end }
                case "ask":
                    group.addTask {
                        await ChildQuestion(message, of: question).answer(to: worker.requests)
                    }
                case "validate":
                    await worker.requests.send(violations(message))
                case let kind:
                    throw RemoteException(
                        type: "InvalidEvent",
                        message: "the worker sent a message of kind \(kind ?? "none")")
                }
            }
            throw await worker.ended()
        }
    }

    private var request: JSONValue {
        var request: JSONObject = [
            "kind": "question", "run": JSONValue(run), "question": .string(question.id.description),
            "attempt": JSONValue(question.attempt),
            "originator": .string(question.question.originator.description),
            "originator_question_uuid": .string(
                question.question.originatorQuestion.description),
            "forward_logs": .bool(question.question.forwardsLogs),
            "children": app.children == nil ? .null : question.children.list.json,
        ]
        for (strand, data) in inputs { request[strand.rawValue] = data }
        return .object(request)
    }

    /// Passes an event on; the last one is the end.
    private func handle(_ event: JSONValue) async throws -> Result<Payload, RemoteException>? {
        let kind = event["kind"]?.string.flatMap(EventKind.init)
        switch kind {
        case .logRecord:
            if question.question.forwardsLogs { try await emit(.logRecord, event) }
            return nil
        case .monitorMessage:
            if let exception = app.twine.violations(
                ofSent: event["data"] ?? .null, in: .monitorMessage
            ).exception {
                return .failure(exception)
            }
            try await emit(.monitorMessage, event)
            return nil
        case .result: return .success(Payload(event.bytes()))
        case .exception:
            return .failure(
                RemoteException(
                    type: event["exception_type"]?.string ?? "Exception",
                    message: event["exception_message"]?.string ?? "",
                    traceback: (event["exception_traceback"]?.array ?? []).compactMap(\.string)))
        case .question, .deliveryAcknowledgement, .heartbeat, .cancelled, nil:
            throw RemoteException(
                type: "InvalidEvent", message: "the worker sent an event of no kind for it")
        }
    }

    private func emit(_ kind: EventKind, _ event: JSONValue) async throws {
        try await question.emit(kind, Payload(event.bytes()))
    }

    private func violations(_ message: JSONValue) -> JSONValue {
        let strand = message["strand"]?.string.flatMap(Strand.init)
        let found = strand.map { app.twine.violations(ofSent: message["data"], in: $0) } ?? []
        return [
            "kind": "violations", "call": message["call"] ?? .null,
            "violations": .array(found.map { .string($0.description) }),
        ]
    }
}
