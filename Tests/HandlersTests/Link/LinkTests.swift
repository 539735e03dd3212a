import TestSupport
import Testing
import Topics

@testable import Handlers

struct LinkTests {
    private let link: Link
    private let welcome = Welcome(
        isResumed: false, run: 1, heartbeatMilliseconds: 2_000, silenceMilliseconds: 10_000,
        leaseMilliseconds: 30_000, payloadLimit: 10_000_000, time: Timestamp(microseconds: 0),
        feed: "")
    private let sub: SubscriptionName
    private let revision: ServiceRevision

    init() throws {
        link = Link(
            LinkSettings(session: SessionID(high: 1, low: 1), node: "node", software: "test"),
            random: SeededRandom(seed: 1))
        sub = try SubscriptionName("sub")
        revision = try ServiceRevision("met/forecast:1.0.0")
    }

    private func moment(_ milliseconds: Int64) -> Moment {
        Moment(milliseconds: milliseconds, time: Timestamp(microseconds: milliseconds * 1_000))
    }

    private func receive(
        _ command: Command, _ correlation: UInt64 = 0, at now: Int64 = 0
    ) -> [LinkDirective] {
        var directives: [LinkDirective] = []
        link.receive(command, correlation, at: moment(now), into: &directives)
        return directives
    }

    private func submit(_ command: Command, at now: Int64 = 0) -> [LinkDirective] {
        var directives: [LinkDirective] = []
        _ = link.submit(command, at: moment(now), into: &directives)
        return directives
    }

    private func tick(at now: Int64) -> [LinkDirective] {
        var directives: [LinkDirective] = []
        link.tick(at: moment(now), into: &directives)
        return directives
    }

    private func sent(_ directives: [LinkDirective]) -> [CommandCode] {
        directives.compactMap { directive in
            guard case .send(let command, _) = directive else { return nil }
            return command.code
        }
    }

    private func open(at now: Int64 = 0) -> [LinkDirective] {
        receive(.invite(Invite()), at: now) + receive(.welcome(welcome), at: now)
    }

    private func question(_ low: UInt64, attempt: UInt32 = 1) -> Command {
        .question(
            QuestionDelivery(
                attempt: attempt, leaseMilliseconds: 30_000,
                question: Question(
                    id: QuestionID(high: 0, low: low), event: EventID(high: 0, low: 1),
                    asked: Timestamp(microseconds: 0), parent: .local, recipient: revision,
                    softwareVersion: "test"), payload: Payload("{}")))
    }

    @Test func `an invitation is answered with HELLO, before that nothing is sent`() {
        #expect(sent(submit(.unsubscribe(sub))) == [])
        #expect(sent(receive(.invite(Invite()))) == [.hello])
        #expect(sent(receive(.welcome(welcome))) == [.unsubscribe])
    }

    @Test func `what is not confirmed is sent again after every WELCOME, in order`() {
        _ = open()
        _ = submit(.unsubscribe(sub))
        _ = submit(.cancel(Cancellation(question: QuestionID(high: 0, low: 1), reason: "")))
        #expect(sent(open()) == [.hello, .unsubscribe, .cancel])
        _ = receive(.confirm([Confirmation(correlation: 1, number: 0)]))
        #expect(sent(open()) == [.hello, .cancel])
        #expect(link.pendingCount == 1)
    }

    @Test func `attachments are repeated to a backbone that may have forgotten them`() {
        _ = open()
        _ = submit(.serve(ServeRequest(revision: revision, window: Window(messages: 1))))
        _ = receive(.confirm([Confirmation(correlation: 1, number: 0)]))
        #expect(sent(open()) == [.hello, .serve])
        _ = submit(.withdraw(revision))
        _ = receive(.confirm([Confirmation(correlation: 2, number: 0)]))
        #expect(sent(open()) == [.hello])
    }

    @Test func `a message that is being dealt with is not taken twice`() {
        _ = open()
        let topic = TopicName.registry
        let delivery = Delivery(
            subscription: sub, attempt: 1, leaseMilliseconds: 10_000,
            message: Message(
                id: MessageID(1), published: Timestamp(microseconds: 0), topic: topic,
                payload: .empty))
        #expect(receive(.deliver(delivery)) == [.deliver(delivery)])
        #expect(receive(.deliver(delivery)) == [])
        _ = submit(
            .acknowledge(
                Acknowledgement(
                    subscription: sub,
                    deliveries: [DeliveryReference(message: MessageID(1), attempt: 1)])))
        #expect(receive(.deliver(delivery)) == [.deliver(delivery)])
    }

    @Test func `a running question is kept alive, a third of its lease at a time`() {
        _ = open()
        #expect(receive(question(5)).count == 1)
        #expect(receive(question(5)) == [])
        _ = receive(.pong, at: 9_999)
        #expect(sent(tick(at: 9_999)) == [.ping])
        #expect(sent(tick(at: 10_000)) == [.event])
        #expect(sent(tick(at: 10_001)) == [])
    }

    @Test func `a newer attempt takes the place of an older one`() {
        _ = open()
        _ = receive(question(5))
        guard case .abandon? = receive(question(5, attempt: 2)).first else {
            Issue.record("the older attempt goes on")
            return
        }
    }

    @Test func `an answer that is not confirmed is not worked on again`() {
        _ = open()
        _ = receive(question(5))
        var directives: [LinkDirective] = []
        let correlation = link.emit(
            .result, of: QuestionID(high: 0, low: 5), attempt: 1, payload: Payload("{}"),
            at: moment(0), into: &directives)
        #expect(correlation == 1)
        #expect(receive(question(5)) == [])
        _ = receive(.confirm([Confirmation(correlation: 1, number: 1)]))
        #expect(receive(question(5)).count == 1)
    }

    @Test func `a question that is refused to this node is dropped with its events`() {
        _ = open()
        _ = receive(question(5))
        var directives: [LinkDirective] = []
        _ = link.emit(
            .heartbeat, of: QuestionID(high: 0, low: 5), attempt: 1, payload: .empty,
            at: moment(0), into: &directives)
        let refused = receive(.error(Refusal(.staleAttempt, "over")), 1)
        #expect(
            refused == [
                .abandon(QuestionID(high: 0, low: 5), reason: "over"),
                .refused(correlation: 1, Refusal(.staleAttempt, "over")),
            ])
        #expect(link.runningCount == 0)
    }

    @Test func `a followed stream is gapless: repetitions are dropped, gaps asked for once`() {
        _ = open()
        let id = QuestionID(high: 0, low: 9)
        _ = submit(.follow(FollowRequest(question: id, from: 1)))
        #expect(receive(.event(event(id, 1))) == [.event(event(id, 1))])
        #expect(receive(.event(event(id, 1))) == [])
        #expect(sent(receive(.event(event(id, 3)))) == [.follow])
        #expect(sent(receive(.event(event(id, 4)))) == [])
        #expect(receive(.event(event(id, 2))) == [.event(event(id, 2))])
    }

    @Test func `a stream that nobody reads is paused, and goes on where it stopped`() {
        _ = open()
        let id = QuestionID(high: 0, low: 9)
        _ = submit(.follow(FollowRequest(question: id, from: 1)))
        _ = receive(.event(event(id, 1)))
        var directives: [LinkDirective] = []
        link.pause(id, at: moment(0), into: &directives)
        #expect(sent(directives) == [.unfollow])
        #expect(receive(.event(event(id, 2))) == [])
        directives = []
        link.unpause(id, at: moment(0), into: &directives)
        #expect(
            directives
                == [.send(.follow(FollowRequest(question: id, from: 2)), correlation: 0)])
    }

    @Test func `credit is given back half a window at a time`() {
        _ = open()
        let id = QuestionID(high: 0, low: 9)
        _ = submit(.follow(FollowRequest(question: id, from: 1)))
        var credits = 0
        for number in 1...4_096 as ClosedRange<UInt32> {
            credits += sent(receive(.event(event(id, number)))).filter { $0 == .credit }.count
        }
        #expect(credits == 2)
    }

    @Test func `a silent backbone is given up, and the session taken up over a new connection`() {
        _ = open()
        #expect(sent(tick(at: 2_000)) == [.ping])
        #expect(tick(at: 10_000) == [.reconnect])
        #expect(sent(open(at: 10_100)) == [.hello])
    }

    @Test func `a greeting that is refused is said again`() {
        _ = receive(.invite(Invite()))
        _ = receive(.error(Refusal(.limitReached, "full")))
        #expect(sent(tick(at: 999)) == [])
        #expect(sent(tick(at: 1_000)) == [.hello])
    }

    private func event(_ question: QuestionID, _ number: UInt32) -> Event {
        Event(
            question: question, attempt: 1, number: number, kind: .monitorMessage,
            id: EventID(high: 0, low: UInt64(number)), time: Timestamp(microseconds: 0),
            softwareVersion: "test", payload: .empty)
    }
}
