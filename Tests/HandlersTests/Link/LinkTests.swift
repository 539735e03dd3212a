import Handlers
import Testing
import Topics

/// What the link of any node does.
struct LinkTests {
    private let node = LinkDriver()

    @Test func `nothing is sent before an INVITE, and everything after WELCOME in order`() throws {
        #expect(node.submit(.ask(7)) == [])
        #expect(node.submit(.serve()) == [])
        #expect(node.submit(try .publish()) == [])
        #expect(node.hear(.invite(Invite())) == ["HELLO"])
        #expect(
            node.hear(.welcome(.test())) == ["welcomed", "ASK 1 7", "SERVE 2 1.0.0", "PUBLISH 3"])
        #expect(node.link.pendingCount == 3)
    }

    @Test func `after WELCOME come attachments, then what is followed, then what waits`() throws {
        node.connect()
        let commands: [Command] = [
            .serve(), try .subscribe(), .offer("registry"), .ask(7), .ask(8),
        ]
        for command in commands { _ = node.submit(command) }
        _ = node.hear(.confirm((1...4).map { Confirmation(correlation: $0, number: 0) }))
        _ = node.hear(.event(7, 1))
        _ = node.submit(.cancel(8))
        #expect(
            node.connect(run: 2) == [
                "HELLO", "welcomed", "SERVE 1.0.0", "SUBSCRIBE", "OFFER", "FOLLOW 7 from 2",
                "ASK 5 8", "CANCEL 8",
            ])
    }

    @Test func `an attachment that was given up is not repeated`() throws {
        node.connect()
        let commands: [Command] = [.serve(), .withdraw(), try .subscribe()]
        for command in commands { _ = node.submit(command) }
        _ = node.submit(.unsubscribe(try SubscriptionName("sub")))
        _ = node.hear(.confirm((1...4).map { Confirmation(correlation: $0, number: 0) }))
        #expect(node.connect() == ["HELLO", "welcomed"])
    }

    @Test func `a changed window takes the place of the one before`() {
        node.connect()
        _ = node.submit(.serve(window: Window(messages: 1)))
        _ = node.submit(.serve(window: Window(messages: 5)))
        _ = node.hear(.confirm((1...2).map { Confirmation(correlation: $0, number: 0) }))
        #expect(node.connect() == ["HELLO", "welcomed", "SERVE 1.0.0"])
    }

    @Test func `a command is answered once`() {
        node.connect()
        _ = node.submit(.serve())
        let confirm = Command.confirm([Confirmation(correlation: 1, number: 4)])
        #expect(node.hear(confirm) == ["confirmed 1=4"])
        #expect(node.hear(confirm) == [])
        #expect(node.hear(.error(Refusal(.failed, "late")), 1) == [])
        #expect(node.hear(.error(Refusal(.malformed, "own")), 0) == ["refused 0 malformed"])
    }

    @Test func `a delivery is dealt with once, until it is settled`() throws {
        node.connect()
        #expect(node.hear(try .deliver(3)) == ["deliver 3, attempt 1"])
        #expect(node.hear(try .deliver(3)) == [])
        #expect(node.hear(try .deliver(3, attempt: 2)) == ["deliver 3, attempt 2"])
        _ = node.submit(try .acknowledge(3, attempt: 2))
        #expect(node.hear(try .deliver(3)) == [])
        _ = node.submit(try .reject(3))
        #expect(node.hear(try .deliver(3)) == ["deliver 3, attempt 1"])
    }

    @Test func `a quiet node says PING, and gives up a backbone that is silent`() {
        node.connect()
        #expect(node.wait(1_999) == [])
        #expect(node.wait(1) == ["PING"])
        #expect(node.wait(2_000) == ["PING"])
        _ = node.hear(.pong)
        #expect(node.wait(9_999) == ["PING"])
        #expect(node.wait(1) == ["reconnect"])
        #expect(node.wait(10_000) == [])
        #expect(node.connect() == ["HELLO", "welcomed"])
    }

    @Test func `a connection that ended is replaced, and what has no answer is said again`() throws
    {
        node.connect()
        _ = node.submit(try .publish())
        #expect(node.disconnect() == ["reconnect"])
        #expect(node.submit(try .publish()) == [])
        #expect(node.wait(60_000) == [])
        #expect(node.connect() == ["HELLO", "welcomed", "PUBLISH 1", "PUBLISH 2"])
        node.link.close()
        #expect(node.disconnect() == [])
    }

    @Test func `HELLO is said again when nobody answers`() {
        #expect(node.hear(.invite(Invite())) == ["HELLO"])
        #expect(node.wait(999) == [])
        #expect(node.wait(1) == ["HELLO"])
        #expect(node.hear(.error(Refusal(.limitReached, "full")), 0) == ["refused 0 limit-reached"])
        #expect(node.wait(1_000) == ["HELLO"])
        #expect(node.hear(.welcome(.test())) == ["welcomed"])
        #expect(node.hear(.welcome(.test())) == [])
    }

    @Test func `a link that is closed says HELLO no more`() {
        node.connect()
        node.link.close()
        #expect(node.hear(.invite(Invite())) == [])
        #expect(node.wait(60_000) == [])
    }

    @Test func `a request is handed on, and its reply sent with the same correlation`() {
        node.connect()
        let request = Request(address: "registry", method: "resolve", payload: .empty)
        #expect(node.hear(.request(request), 12) == ["request 12 resolve"])
        #expect(
            node.perform { link, now, directives in
                link.reply(Reply(code: "ok", payload: .empty), to: 12, at: now, into: &directives)
            } == ["REPLY 12 ok "])
    }

    @Test func `a reply and fetched messages come under their correlation`() throws {
        node.connect()
        _ = node.submit(.administer("topics.list"))
        #expect(
            node.hear(.reply(Reply(code: "ok", payload: .empty)), 1) == ["replied 1 ok"])
        #expect(node.hear(.reply(Reply(code: "ok", payload: .empty)), 1) == [])
        _ = node.submit(
            .fetch(
                FetchRequest(
                    topic: try TopicName("weather"), after: MessageID(0), before: MessageID(0),
                    limit: 10)))
        guard case .deliver(let delivery) = try Command.deliver(3) else { return }
        let stored = Command.message(
            StoredMessage(previous: MessageID(0), message: delivery.message))
        #expect(node.hear(stored, 2) == ["fetched 2 3"])
        #expect(
            node.hear(.confirm([Confirmation(correlation: 2, number: 1)])) == ["confirmed 2=1"])
        #expect(node.hear(stored, 2) == [])
    }

    @Test func `a command that is forgotten is not sent again`() {
        node.connect()
        _ = node.submit(.administer("topics.list"))
        node.link.forget(1)
        #expect(node.connect() == ["HELLO", "welcomed"])
    }

    @Test func `a command that only nodes send is refused`() {
        node.connect()
        #expect(node.hear(.bye) == ["ERROR unexpected-command"])
    }

    @Test func `more than the limit is not to wait`() {
        for question in UInt64(1)...10 {
            #expect(node.link.hasRoom)
            _ = node.submit(.ask(question))
        }
        #expect(!node.link.hasRoom)
    }
}

extension Command {
    /// DELIVER of a message of the subscription `sub`.
    static func deliver(_ message: UInt64, attempt: UInt32 = 1) throws -> Command {
        .deliver(
            Delivery(
                subscription: try SubscriptionName("sub"), attempt: attempt,
                leaseMilliseconds: 10_000,
                message: Message(
                    id: MessageID(message), published: Timestamp(microseconds: 0),
                    topic: try TopicName("weather"), payload: .empty)))
    }
}
