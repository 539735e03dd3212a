import Handlers
import Testing
import Topics

/// What the link of a node does that pulls messages.
struct PullingLinkTests {
    private let node = LinkDriver()

    private func pull(_ limit: UInt16 = 10) throws -> Command {
        .pull(PullRequest(subscription: try SubscriptionName("sub"), limit: limit))
    }

    @Test func `what was pulled comes under its correlation, until it is confirmed`() throws {
        node.connect()
        #expect(node.submit(try pull()) == ["PULL 1"])
        #expect(node.hear(try .deliver(3), 1) == ["pulled 1 3, attempt 1"])
        #expect(node.hear(try .deliver(4), 1) == ["pulled 1 4, attempt 1"])
        #expect(
            node.hear(.confirm([Confirmation(correlation: 1, number: 2)])) == ["confirmed 1=2"])
        #expect(node.link.pendingCount == 0)
    }

    @Test func `a pull without its confirmation is sent again after WELCOME`() throws {
        node.connect()
        _ = node.submit(try pull())
        _ = node.hear(try .deliver(3), 1)
        #expect(node.connect() == ["HELLO", "welcomed", "PULL 1"])
        #expect(node.hear(try .deliver(3), 1) == [])
        #expect(node.hear(try .deliver(4), 1) == ["pulled 1 4, attempt 1"])
    }

    @Test func `what nobody waits for any more is given back at once`() throws {
        node.connect()
        _ = node.submit(try pull())
        node.link.forget(1)
        #expect(node.hear(try .deliver(3), 1) == ["REJECT"])
    }

    @Test func `what was pulled is not handed to a handler as well, while it is leased`() throws {
        node.connect()
        _ = node.submit(try pull())
        _ = node.hear(try .deliver(3), 1)
        #expect(node.hear(try .deliver(3)) == [])
        _ = node.wait(9_999)
        #expect(node.hear(try .deliver(3)) == [])
        _ = node.submit(try .extend(3, by: 5_000))
        _ = node.wait(4_999)
        #expect(node.hear(try .deliver(3)) == [])
        _ = node.wait(1)
        #expect(node.hear(try .deliver(3)) == ["deliver 3, attempt 1"])
    }

    @Test func `a delivery that nobody deals with may come again`() throws {
        node.connect()
        _ = node.hear(try .deliver(3))
        let delivery = DeliveryReference(message: MessageID(3), attempt: 1)
        node.link.forget(delivery, of: try SubscriptionName("sub"))
        #expect(node.hear(try .deliver(3)) == ["deliver 3, attempt 1"])
    }
}
