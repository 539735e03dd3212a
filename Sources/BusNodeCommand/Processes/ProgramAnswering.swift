import BusNode

/// Answers each question with a run of a program: the question's JSON on its standard input, events as
/// lines of JSON from its standard output, what it complains passed on as the child's log.
struct ProgramAnswering: Sendable {
    /// The program, its arguments and environment.
    let program: String
    let arguments: [String]
    let environment: [String: String]
    /// Where the program starts; nil for the folder of this process.
    let folder: String?
    /// How long a question may take; nil for no bound.
    let timeout: Duration?

    /// How long a program may take to end when it is asked to.
    private static let grace = Duration.seconds(2)

    /// Runs a service that answers like this.
    func run(
        _ service: Service, onReady: @escaping @Sendable () async -> Void,
        until stop: @escaping @Sendable () async -> Void
    ) async throws(NodeError) {
        try await service.run(
            answeringBody: { try await answer($0) }, onReady: onReady, until: stop)
    }

    private func answer(_ question: IncomingQuestion) async throws -> Payload {
        let child = try ChildProcess(
            ProgramSettings(
                program: program, arguments: arguments, environment: environment(of: question),
                folder: folder, input: .pipe, output: .pipe, errors: .pipe))
        return try await withTaskCancellationHandler {
            defer { child.signal(15) }
            return try await withTimeout(child) { try await converse(child, question) }
        } onCancel: {
            Task { await child.terminate(grace: Self.grace) }
        }
    }

    private func converse(
        _ child: ChildProcess, _ question: IncomingQuestion
    ) async throws -> Payload {
        async let written: Void = write(question.body.payload, to: child)
        async let complaints = passOn(child, question)
        var end: Payload?
        for try await line in child.lines() where !line.isEmpty {
            guard end == nil else { continue }
            end = try await handle(line, question)
        }
        try await written
        let lastComplaints = try await complaints
        let status = await child.exit
        if let end { return end }
        throw RemoteException(
            type: "NoResult", message: "\(program) ended without a result, with \(status)",
            traceback: lastComplaints)
    }

    /// Passes an event on; the body of a result is what the question ends with.
    private func handle(
        _ line: [UInt8], _ question: IncomingQuestion
    ) async throws -> Payload? {
        guard let body = try? JSONValue(parsing: line), let word = body["kind"]?.string,
            let kind = EventKind(word)
        else {
            let text = String(decoding: line.prefix(200), as: UTF8.self)
            throw RemoteException(
                type: "InvalidEvent", message: "\(program) wrote what is no event: \(text)")
        }
        switch kind {
        case .result: return Payload(line)
        case .exception:
            throw RemoteException(
                type: body["exception_type"]?.string ?? "Exception",
                message: body["exception_message"]?.string ?? "",
                traceback: (body["exception_traceback"]?.array ?? []).compactMap(\.string))
        case .logRecord where !question.question.forwardsLogs: return nil
        case .logRecord, .monitorMessage, .heartbeat:
            try await question.emit(kind, Payload(line))
            return nil
        case .question, .deliveryAcknowledgement, .cancelled:
            throw RemoteException(
                type: "InvalidEvent", message: "\(program) cannot send an event of kind \(kind)")
        }
    }

    private func write(_ payload: Payload, to child: ChildProcess) async throws {
        // A program that does not read its input to the end is free not to.
        _ = try await child.input?.write(payload.bytes + [UInt8(ascii: "\n")])
        child.input?.close()
    }

    /// Passes on what the program complains, and keeps the last lines for an exception.
    private func passOn(
        _ child: ChildProcess, _ question: IncomingQuestion
    ) async throws -> [String] {
        var last: [String] = []
        for try await line in child.errorLines() {
            let text = String(decoding: line, as: UTF8.self)
            last = (last + [text]).suffix(20)
            try await question.log(text, level: "WARNING")
        }
        return last
    }

    private func withTimeout(
        _ child: ChildProcess, _ body: @escaping @Sendable () async throws -> Payload
    ) async throws -> Payload {
        guard let timeout else { return try await body() }
        return try await withThrowingTaskGroup(of: Payload?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                try await Task.sleep(for: timeout)
                await child.terminate(grace: Self.grace)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let payload = first else {
                throw RemoteException(
                    type: "TimeoutError", message: "\(program) took longer than \(timeout)")
            }
            return payload
        }
    }

    private func environment(of question: IncomingQuestion) -> [String: String] {
        var environment = environment
        environment["BUSNODE_QUESTION"] = question.id.description
        environment["BUSNODE_ATTEMPT"] = String(question.attempt)
        return environment
    }
}
