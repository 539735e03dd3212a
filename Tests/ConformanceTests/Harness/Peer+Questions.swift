import Topics

extension Peer {
    /// Asks `octue/wind:1.0.0`, or what a change makes of it.
    @discardableResult
    func pose(
        _ id: QuestionID, _ payload: String = "{}", _ change: (inout Question) -> Void = { _ in }
    ) async throws -> UInt64 {
        try await confirm(.pose(id, payload, change))
    }

    /// Serves `octue/wind:1.0.0`.
    func serve(window: UInt32 = 10) async throws {
        let window = Window(messages: window)
        try await confirm(.serve(ServeRequest(revision: .wind(), window: window)))
    }

    /// Sends an event of a question.
    @discardableResult
    func say(
        _ kind: EventKind, of question: QuestionDelivery, _ number: UInt32, _ payload: String = "{}"
    ) async throws -> UInt64 {
        try await confirm(.say(kind, of: question, number, payload))
    }

    /// Follows a question.
    func follow(_ id: QuestionID, from number: UInt32) async throws {
        try await confirm(.follow(FollowRequest(question: id, from: number)))
    }

    /// The questions that came since the last look.
    func questions() async throws -> [QuestionDelivery] {
        try await take { received in
            guard case .question(let delivery) = received.command else { return nil }
            return delivery
        }
    }

    /// The events that came since the last look.
    func events() async throws -> [Event] {
        try await take { received in
            guard case .event(let event) = received.command else { return nil }
            return event
        }
    }
}

extension Command {
    /// ASK of `octue/wind:1.0.0`.
    static func pose(
        _ id: QuestionID, _ payload: String = "{}", _ change: (inout Question) -> Void = { _ in }
    ) throws -> Command {
        var question = Question(
            id: id, event: .random(), asked: Timestamp(microseconds: 0), parent: .local,
            recipient: try .wind(), softwareVersion: "1")
        change(&question)
        return .ask(question, Payload(payload))
    }

    /// EVENT of a child.
    static func say(
        _ kind: EventKind, of question: QuestionDelivery, _ number: UInt32,
        _ payload: String = "{}"
    ) -> Command {
        .event(
            Event(
                question: question.question.id, attempt: question.attempt, number: number,
                kind: kind, id: .random(), time: Timestamp(microseconds: 0), softwareVersion: "1",
                payload: Payload(payload)))
    }
}

extension ServiceRevision {
    /// The revision that cases ask.
    static func wind(_ tag: String = "1.0.0") throws -> ServiceRevision {
        try ServiceRevision("octue/wind:\(tag)")
    }
}
