import BusNode

/// A question that an app asks while it answers one.
struct ChildQuestion: Sendable {
    private let message: JSONValue
    private let parent: IncomingQuestion

    /// What an app wants asked.
    init(_ message: JSONValue, of parent: IncomingQuestion) {
        self.message = message
        self.parent = parent
    }

    /// Asks, and tells the worker what comes of it.
    ///
    /// When the task is cancelled, so is the question.
    func answer(to requests: WorkerRequests) async {
        do {
            try await ask(telling: requests)
        } catch let error as NodeError {
            await requests.send(failed(error))
        } catch {
            let failure = NodeError(.cancelled, "\(error)")
            await requests.send(failed(failure))
        }
    }

    private func ask(telling requests: WorkerRequests) async throws {
        let child: Child
        if let key = message["key"]?.string {
            child = try parent.children[key]
        } else {
            child = try parent.child(message["child"]?.string ?? "")
        }
        let options = try options(child.options)
        if message["asynchronous"]?.bool == true {
            _ = try await child.askWithoutWaiting(body: body, options)
            await requests.send(reply("answered"))
            return
        }
        let conversation = try await child.ask(body: body, options)
        do {
            for try await event in conversation {
                let isEnd = event.event.kind.isEnd
                await requests.send(isEnd ? end(event) : reply("event", event.event))
            }
        } catch {
            guard Task.isCancelled else { throw error }
            // The task of this is cancelled, which would end the cancellation itself.
            _ = await Task.detached { try? await conversation.cancel() }.value
            throw error
        }
    }

    private func options(_ general: Child.Options) throws(NodeError) -> Child.Options {
        var options = general
        if let seconds = message["timeout"]?.double { options.timeout = .seconds(seconds) }
        if let text = message["question_uuid"]?.string {
            do {
                options.id = try QuestionID(text)
            } catch {
                throw NodeError(.badName, "\(error)")
            }
        }
        options.forwardsLogs = message["subscribe_to_logs"]?.bool ?? true
        options.retryCount = UInt32(clamping: message["retry_count"]?.integer ?? 0)
        let mode = message["save_diagnostics"]?.string
        options.saveDiagnostics =
            SaveDiagnostics.allCases.first { $0.description == mode } ?? .onCrash
        return options
    }

    private var body: Payload {
        var body: JSONObject = ["kind": "question"]
        for member in ["input_values", "input_manifest", "children"] {
            if let value = message[member], !value.isNull { body[member] = value }
        }
        return Payload(JSONValue.object(body).bytes())
    }

    private func end(_ event: AnswerEvent) -> JSONValue {
        switch event.kind {
        case .result: return reply("answered", event.event)
        case .exception(let exception): return failed(exception)
        case .cancelled(let reason):
            let isLate = reason == "not answered in time"
            return failed(
                RemoteException(type: isLate ? "TimeoutError" : "Cancelled", message: reason))
        case .acknowledged, .heartbeat, .log, .monitor:
            preconditionFailure("\(event.event.kind) is no end")
        }
    }

    private func reply(_ kind: String, _ event: Event? = nil) -> JSONValue {
        var reply: JSONObject = ["kind": .string(kind), "call": message["call"] ?? .null]
        if let event {
            reply["event"] = (try? JSONValue(parsing: event.payload.bytes)) ?? .null
            reply["attributes"] = [
                "question_uuid": .string(event.question.description),
                "sender": message["child"] ?? .null, "sender_type": "CHILD",
                "recipient": .string(parent.recipient.description),
            ]
        }
        return .object(reply)
    }

    private func failed(_ error: NodeError) -> JSONValue {
        if let exception = error.exception { return failed(exception) }
        let type =
            switch error.code {
            case .timedOut: "TimeoutError"
            case .nobodyServes, .notFound: "ServiceNotFound"
            case .badName: "InvalidServiceID"
            case .badValues: "InvalidValuesContents"
            default: "NodeError"
            }
        return failed(RemoteException(type: type, message: error.message))
    }

    private func failed(_ exception: RemoteException) -> JSONValue {
        [
            "kind": "failed", "call": message["call"] ?? .null,
            "exception_type": .string(exception.type),
            "exception_message": .string(exception.message),
            "exception_traceback": .array(exception.traceback.map { .string($0) }),
        ]
    }
}
