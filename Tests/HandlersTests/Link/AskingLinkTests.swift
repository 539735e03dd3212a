import Handlers
import Testing
import Topics

/// What the link of a node does that asks more than children take.
struct AskingLinkTests {
    private let node = LinkDriver()

    private func room(
        _ messages: UInt32, _ bytes: UInt64 = 0, of tag: String = "1.0.0"
    ) throws -> Command {
        .room(
            QuestionRoom(
                recipient: try ServiceRevision("octue/wind:\(tag)"),
                taken: Window(messages: messages, bytes: bytes)))
    }

    @Test func `a question that does not fit is sent when there is room, and others go on`() throws
    {
        node.connect(asking: Window(messages: 2))
        #expect(node.submit(.ask(1)) == ["ASK 1 1"])
        #expect(node.submit(.ask(2)) == ["ASK 2 2"])
        #expect(node.submit(.ask(3)) == [])
        #expect(node.submit(.ask(4)) == [])
        #expect(node.submit(.ask(5, of: "2.0.0")) == ["ASK 5 5"])
        #expect(node.submit(try .publish()) == ["PUBLISH 6"])
        #expect(node.hear(try room(5, of: "2.0.0")) == [])
        #expect(node.hear(try room(1)) == ["ASK 3 3"])
        #expect(node.hear(try room(2)) == ["ASK 4 4"])
        #expect(node.submit(.ask(7)) == ["ASK 7 7"])
        #expect(node.submit(.ask(8)) == [])
    }

    @Test func `one large question may take the bytes below nothing`() throws {
        node.connect(asking: Window(messages: 10, bytes: 4))
        #expect(node.submit(.ask(1, payload: "123456")) == ["ASK 1 1"])
        #expect(node.submit(.ask(2)) == [])
        #expect(node.hear(try room(0, 2)) == [])
        #expect(node.hear(try room(1, 4)) == ["ASK 2 2"])
    }

    @Test func `a window without messages pauses asking`() throws {
        node.connect(asking: Window(messages: 0))
        #expect(node.submit(.ask(1)) == [])
        #expect(node.connect(asking: Window(messages: 1)) == ["HELLO", "welcomed", "ASK 1 1"])
    }

    @Test func `accounts are new after every WELCOME`() throws {
        node.connect(asking: Window(messages: 2))
        for question in UInt64(1)...4 { _ = node.submit(.ask(question)) }
        _ = node.hear(.confirm([Confirmation(correlation: 1, number: 0)]))
        _ = node.hear(.event(1, 1, .result))
        #expect(
            node.connect(asking: Window(messages: 2))
                == ["HELLO", "welcomed", "ASK 2 2", "ASK 3 3"])
        #expect(node.hear(try room(2)) == ["ASK 4 4"])
    }

    @Test func `a question that is refused took no room`() throws {
        node.connect(asking: Window(messages: 1))
        _ = node.submit(.ask(1))
        #expect(node.submit(.ask(2)) == [])
        #expect(
            node.hear(.error(Refusal(.nobodyServes, "none")), 1)
                == ["ASK 2 2", "refused 1 nobody-serves"])
    }

    @Test func `a question that is cancelled before it was sent is dropped`() throws {
        node.connect(asking: Window(messages: 1))
        for question in UInt64(1)...3 { _ = node.submit(.ask(question)) }
        #expect(node.submit(.cancel(2)) == ["refused 2 cancelled", "confirmed 4=1"])
        #expect(node.submit(.cancel(1)) == ["CANCEL 1"])
        #expect(node.hear(try room(1)) == ["ASK 3 3"])
    }

    @Test func `what is said of a question that may be known waits for its ASK`() throws {
        node.connect(asking: Window(messages: 2))
        for question in UInt64(1)...2 { _ = node.submit(.ask(question)) }
        node.connect(asking: Window(messages: 1))
        #expect(node.submit(.cancel(2)) == [])
        #expect(node.submit(.unfollow(QuestionID(high: 0, low: 2))) == [])
        #expect(node.hear(try room(1)) == ["ASK 2 2", "CANCEL 2", "UNFOLLOW 4"])
    }

    @Test func `a question that is forgotten while it waits is never sent`() throws {
        node.connect(asking: Window(messages: 1))
        for question in UInt64(1)...3 { _ = node.submit(.ask(question)) }
        node.link.forget(2)
        #expect(node.hear(try room(1)) == ["ASK 3 3"])
    }

    @Test func `a question that waits for too long is never sent, unless it was before`() throws {
        node.connect(asking: Window(messages: 1))
        for question in UInt64(1)...3 { _ = node.submit(.ask(question)) }
        for question in UInt64(1)...2 { node.link.dropUnsent(QuestionID(high: 0, low: question)) }
        #expect(node.link.pendingCount == 2)
        #expect(node.hear(try room(1)) == ["ASK 3 3"])
    }

    @Test func `more room than there ever was does not add up`() throws {
        node.connect(asking: Window(messages: 1, bytes: 100))
        _ = node.submit(.ask(1))
        #expect(node.hear(try room(.max, .max)) == [])
        #expect(node.hear(try room(.max, .max)) == [])
        #expect(node.submit(.ask(2)) == ["ASK 2 2"])
        #expect(node.submit(.ask(3)) == [])
    }
}
