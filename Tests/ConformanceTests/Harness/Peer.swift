import Topics

/// A node as a case plays it: it says what it is told to, and keeps what it hears.
final class Peer {
    let session = SessionID.random()
    let name: String
    private let engine: any Engine
    private var connection: Int?
    private var lastCorrelation: UInt64 = 0
    /// What came and was not looked at yet.
    private var inbox: [Received] = []

    init(_ engine: any Engine, name: String) {
        self.engine = engine
        self.name = name
    }

    /// What became of a command.
    enum Answer {
        case confirmed(UInt64)
        case refused(Refusal)
        case welcome(Welcome)
        case pong
        case reply(Reply)
    }

    /// Connects, and opens the session or resumes it.
    @discardableResult
    func join(events: Window = Window(messages: 1_000)) async throws -> Welcome {
        if let connection { try await engine.disconnect(connection) }
        connection = try await engine.connect()
        let hello = Hello(session: session, node: name, software: "conformance 1", events: events)
        guard case .welcome(let welcome) = try await ask(.hello(hello)) else {
            throw Mismatch("HELLO is answered with something else than WELCOME")
        }
        return welcome
    }

    /// Its connection breaks.
    func breakConnection() async throws {
        guard let connection else { return }
        self.connection = nil
        try await engine.disconnect(connection)
    }

    /// Sends a command and waits for its answer.
    func ask(_ command: Command) async throws -> Answer {
        let correlation = try await send(command)
        let deadline = ContinuousClock.now + engine.patience
        while true {
            if let answer = takeAnswer(to: correlation) { return answer }
            // Looked at before: on a busy machine the test itself may be what is late.
            let isOver = ContinuousClock.now > deadline
            guard try await listen() || !isOver else {
                throw Mismatch("\(command.code) is not answered")
            }
        }
    }

    /// Sends a command with a correlation, and does not wait.
    @discardableResult
    func send(_ command: Command) async throws -> UInt64 {
        let connection = try require(self.connection, "connection of \(name)")
        lastCorrelation += 1
        try await engine.send(command, correlation: lastCorrelation, over: connection)
        return lastCorrelation
    }

    /// Answers a command that came.
    func say(_ command: Command, answering correlation: UInt64) async throws {
        let connection = try require(self.connection, "connection of \(name)")
        try await engine.send(command, correlation: correlation, over: connection)
    }

    /// Waits until the engine has heard what was said: commands are heard in the order in which they are sent.
    func finishSpeaking() async throws {
        guard connection != nil else { return }
        _ = try await ask(.ping)
    }

    /// Waits for the answer to a command that was sent.
    func answer(to correlation: UInt64) async throws -> Answer? {
        try await settle()
        return takeAnswer(to: correlation)
    }

    /// The number that a command is confirmed with.
    @discardableResult
    func confirm(
        _ command: Command, file: StaticString = #fileID, line: Int = #line
    ) async throws -> UInt64 {
        switch try await ask(command) {
        case .confirmed(let number): return number
        case .refused(let refusal): throw Mismatch("\(command.code): \(refusal)", file, line)
        case .welcome, .pong, .reply:
            throw Mismatch("\(command.code) is answered strangely", file, line)
        }
    }

    /// Expects that a command is refused with a code.
    func expectRefusal(
        of command: Command, _ code: ErrorCode, file: StaticString = #fileID, line: Int = #line
    ) async throws {
        let answer = try await ask(command)
        guard case .refused(let refusal) = answer else {
            throw Mismatch("\(command.code): promised ERROR \(code), seen \(answer)", file, line)
        }
        try expect(refusal.code, code, refusal.detail, file: file, line: line)
    }

    /// The result of a request to the backbone.
    @discardableResult
    func request(
        _ method: String, _ parameters: JSONObject = [:], file: StaticString = #fileID,
        line: Int = #line
    ) async throws -> JSONObject {
        switch try await ask(Self.request(method, parameters)) {
        case .reply(let reply) where reply.isOK:
            let value = try JSONValue(parsing: reply.payload.bytes)
            return try require(value.object, "object in the reply to \(method)")
        case .refused(let refusal):
            let given = JSONValue.object(parameters)
            throw Mismatch("\(method) \(given): \(refusal)", file, line)
        case let other:
            throw Mismatch("\(method) is answered with \(other)", file, line)
        }
    }

    /// Expects that a request to the backbone is refused with a code.
    func expectRefusal(
        of method: String, _ parameters: JSONObject, _ code: ErrorCode,
        file: StaticString = #fileID, line: Int = #line
    ) async throws {
        try await expectRefusal(
            of: Self.request(method, parameters), code, file: file, line: line)
    }

    /// What came unasked, or asked for by PULL and the like, and passes `choose`; the rest stays.
    func take<Value>(_ choose: (Received) -> Value?) async throws -> [Value] {
        try await settle()
        var taken: [Value] = []
        inbox.removeAll { received in
            guard let value = choose(received) else { return false }
            taken.append(value)
            return true
        }
        return taken
    }

    /// Waits until whatever the engine had to say before has come: the CONFIRM comes after a commit, and
    /// what is answered thereafter after all that the commit allowed.
    private func settle() async throws {
        guard connection != nil else { return }
        _ = try await confirm(.unfollow(QuestionID(high: 1, low: 1)))
        _ = try await ask(.ping)
    }

    private static func request(_ method: String, _ parameters: JSONObject) -> Command {
        let payload = Payload(JSONValue.object(parameters).bytes())
        return .request(Request(address: "backbone", method: method, payload: payload))
    }

    /// Takes in what came; false when nothing did.
    private func listen() async throws -> Bool {
        guard let connection else { return false }
        let received = try await engine.receive(over: connection)
        inbox += received.flatMap { item -> [Received] in
            guard case .confirm(let confirmations) = item.command else { return [item] }
            return confirmations.map { Received(correlation: 0, command: .confirm([$0])) }
        }
        return !received.isEmpty
    }

    private func takeAnswer(to correlation: UInt64) -> Answer? {
        for (place, received) in inbox.enumerated() {
            guard let answer = Self.answer(received, to: correlation) else { continue }
            inbox.remove(at: place)
            return answer
        }
        return nil
    }

    private static func answer(_ received: Received, to correlation: UInt64) -> Answer? {
        if case .confirm(let confirmations) = received.command {
            guard let first = confirmations.first, first.correlation == correlation else {
                return nil
            }
            return .confirmed(first.number)
        }
        guard received.correlation == correlation else { return nil }
        return switch received.command {
        case .error(let refusal): .refused(refusal)
        case .welcome(let welcome): .welcome(welcome)
        case .pong: .pong
        case .reply(let reply): .reply(reply)
        default: nil
        }
    }
}
