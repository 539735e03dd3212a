import Testing
import Topics

@testable import Handlers

struct QuestionTests {
    private let driver: BackboneDialogue
    private let revision: ServiceRevision
    private let id = QuestionID(high: 0, low: 77)

    init() throws {
        driver = try BackboneDialogue()
        revision = try ServiceRevision("met/forecast:1.0.0")
        try driver.open(1, 2, 3)
    }

    private func serve(from peer: UInt64) throws {
        try driver.send(
            .serve(ServeRequest(revision: revision, window: Window(messages: 1))), from: peer)
    }

    private func ask(
        timeout: UInt32? = nil, waits: Bool = false, of other: String? = nil
    ) throws -> [Command] {
        var question = Question(
            id: id, event: EventID(high: 0, low: 1), asked: Timestamp(microseconds: 0),
            parent: .local, recipient: try other.map { try ServiceRevision($0) } ?? revision,
            softwareVersion: "test")
        question.timeoutMilliseconds = timeout
        question.waitsForService = waits
        return try driver.send(.ask(question, Payload("{}")), 7, from: 1)
    }

    private func tell(
        _ kind: EventKind, _ number: UInt32, attempt: UInt32 = 1, from peer: UInt64
    ) throws -> [Command] {
        try driver.send(
            .event(
                Event(
                    question: id, attempt: attempt, number: number, kind: kind,
                    id: EventID(high: UInt64(attempt), low: UInt64(number)),
                    time: Timestamp(microseconds: 0), softwareVersion: "test",
                    payload: Payload("{}"))), 5, from: peer)
    }

    private func attempts(to peer: UInt64) -> [UInt32] {
        driver.sent(to: peer).compactMap { command in
            guard case .question(let delivery) = command else { return nil }
            return delivery.attempt
        }
    }

    private func events(to peer: UInt64) -> [EventKind] {
        driver.sent(to: peer).compactMap { command in
            guard case .event(let event) = command else { return nil }
            return event.kind
        }
    }

    private func refusal(_ commands: [Command]) -> ErrorCode? {
        guard case .error(let refusal)? = commands.first else { return nil }
        return refusal.code
    }

    @Test func `a question goes to a child at once, and its parent is told when it is on disk`()
        throws
    {
        try serve(from: 2)
        let answer = try ask()
        #expect(answer == [.confirm([Confirmation(correlation: 7, number: 0)])])
        #expect(attempts(to: 2) == [1])
    }

    @Test func `events reach the parent in order, after their commit, the end last`() throws {
        try serve(from: 2)
        _ = try ask()
        _ = try tell(.deliveryAcknowledgement, 1, from: 2)
        #expect(events(to: 1) == [.deliveryAcknowledgement])
        #expect(driver.atOnce.allSatisfy { !$0.isEvent(to: 1) })
        _ = try tell(.result, 2, from: 2)
        #expect(events(to: 1) == [.result])
        #expect(refusal(try tell(.result, 3, from: 2)) == .questionEnded)
    }

    @Test func `an end that is sent again is confirmed again, not recorded twice`() throws {
        try serve(from: 2)
        _ = try ask()
        let first = try tell(.result, 1, from: 2)
        #expect(try tell(.result, 1, from: 2) == first)
        #expect(events(to: 1) == [])
    }

    @Test func `an event that was seen is confirmed, a gap is refused`() throws {
        try serve(from: 2)
        _ = try ask()
        _ = try tell(.heartbeat, 1, from: 2)
        #expect(
            try tell(.heartbeat, 1, from: 2)
                == [.confirm([Confirmation(correlation: 5, number: 0)])])
        #expect(refusal(try tell(.heartbeat, 3, from: 2)) == .malformed)
    }

    @Test func `a silent child loses the question, and can end it no more`() throws {
        try serve(from: 2)
        _ = try ask()
        try serve(from: 3)
        for _ in 1...4 {
            try driver.pass(7_500)
            for peer in [1, 2, 3] as [UInt64] { try driver.send(.ping, from: peer) }
        }
        try driver.pass(1)
        #expect(refusal(try tell(.result, 1, attempt: 1, from: 2)) == .staleAttempt)
        #expect(try tell(.result, 1, attempt: 2, from: 3).count == 1)
    }

    @Test func `a child that ends hands its question to another`() throws {
        try serve(from: 2)
        _ = try ask()
        try serve(from: 3)
        try driver.send(.bye, from: 2)
        #expect(attempts(to: 3) == [2])
    }

    @Test func `a question that no child survives ends with an exception`() throws {
        _ = try ask(waits: true)
        for attempt in 1...5 as ClosedRange<UInt32> {
            try serve(from: 2)
            #expect(attempts(to: 2) == [attempt])
            try driver.send(.bye, from: 2)
            if attempt < 5 { try driver.open(2) }
        }
        #expect(events(to: 1) == [.exception])
    }

    @Test func `nobody serves: the parent is told at once, with what is served`() throws {
        try serve(from: 2)
        let answer = try ask(of: "met/forecast:9.9.9")
        #expect(
            answer == [
                .error(
                    Refusal(
                        .nobodyServes,
                        "nobody serves met/forecast:9.9.9; served now: met/forecast:1.0.0"))
            ])
    }

    @Test func `a question may wait for a child`() throws {
        #expect(refusal(try ask(waits: true)) == nil)
        try serve(from: 2)
        #expect(attempts(to: 2) == [1])
    }

    @Test func `a waiting question is given up when nobody has served for a minute`() throws {
        try serve(from: 2)
        try serve(from: 3)
        _ = try ask()
        let holder: UInt64 = attempts(to: 2).isEmpty ? 3 : 2
        for peer in [5 - holder, holder] { try driver.send(.bye, from: peer) }
        for _ in 1...7 {
            try driver.pass(7_500)
            #expect(events(to: 1) == [])
            try driver.send(.ping, from: 1)
        }
        try driver.pass(7_500)
        #expect(events(to: 1) == [.exception])
    }

    @Test func `a question that is not answered in time is cancelled, and its child told`() throws {
        try serve(from: 2)
        _ = try ask(timeout: 500)
        try driver.pass(500)
        #expect(events(to: 1) == [.cancelled])
        guard case .cancel(let cancellation)? = driver.sent(to: 2).first else {
            Issue.record("the child was not told")
            return
        }
        #expect(cancellation.question == id)
    }

    @Test func `a cancelled question has its end, once`() throws {
        try serve(from: 2)
        _ = try ask()
        let cancel = Command.cancel(Cancellation(question: id, reason: "no need"))
        #expect(
            try driver.send(cancel, 8, from: 3)
                == [.confirm([Confirmation(correlation: 8, number: 1)])])
        #expect(events(to: 1) == [.cancelled])
        #expect(
            try driver.send(cancel, 9, from: 3)
                == [.confirm([Confirmation(correlation: 9, number: 0)])])
        #expect(refusal(try tell(.result, 1, from: 2)) == .questionEnded)
    }

    @Test func `the same question of somebody else is a conflict`() throws {
        try serve(from: 2)
        _ = try ask()
        #expect(refusal(try ask(of: "met/other:1")) == .conflict)
    }

    @Test func `a child may give a question back`() throws {
        try serve(from: 2)
        _ = try ask()
        try serve(from: 3)
        try driver.send(.release(QuestionRelease(question: id, attempt: 1)), 4, from: 2)
        #expect(attempts(to: 2) + attempts(to: 3) == [2])
    }

    @Test func `a child that withdraws finishes what it has and gets no more`() throws {
        try serve(from: 2)
        _ = try ask()
        try driver.send(.withdraw(revision), 4, from: 2)
        #expect(refusal(try tell(.result, 1, from: 2)) == nil)
        #expect(events(to: 1) == [.result])
    }

    @Test func `a follower gets stored events from where it left, within its credit`() throws {
        try serve(from: 2)
        _ = try ask()
        for number in 1...4 as ClosedRange<UInt32> {
            _ = try tell(.monitorMessage, number, from: 2)
        }
        try driver.send(
            .hello(BackboneDialogue.hello(9, events: Window(messages: 2))), from: 9)
        try driver.send(.follow(FollowRequest(question: id, from: 2)), 1, from: 9)
        #expect(numbers(to: 9) == [2, 3])
        try driver.send(.credit(Window(messages: 5)), from: 9)
        #expect(numbers(to: 9) == [4])
        _ = try tell(.result, 5, from: 2)
        #expect(numbers(to: 9) == [5])
    }

    private func numbers(to peer: UInt64) -> [UInt32] {
        driver.sent(to: peer).compactMap { command in
            guard case .event(let event) = command else { return nil }
            return event.number
        }
    }
}

extension Directive {
    /// Whether it sends a peer an event.
    fileprivate func isEvent(to peer: UInt64) -> Bool {
        if case .send(.event, _, PeerID(peer)) = self { true } else { false }
    }
}
