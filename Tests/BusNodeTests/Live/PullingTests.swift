import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct PullingTests {
    @Test func `pulled messages are settled one by one`() async throws {
        try await withOrders { node in
            try await node.publish(Payload("1"), to: "orders")
            try await node.publish(Payload("2"), to: "orders")
            let messages = try await node.pull(from: "orders-eu", max: 10, within: .seconds(10))
            #expect(messages.map(\.message.payload.bytes) == [Array("1".utf8), Array("2".utf8)])
            #expect(try await messages[0].acknowledge())
            #expect(try await !messages[0].acknowledge())
            try await messages[1].reject()
            let again = try await node.pull(from: "orders-eu", within: .seconds(10))
            #expect(again.map(\.attempt) == [2])
            try await again[0].extend(by: .seconds(60))
            #expect(try await again[0].acknowledge())
            #expect(try await node.pull(from: "orders-eu").isEmpty)
        }
    }

    @Test func `a pull waits for the first message`() async throws {
        try await withOrders { node in
            async let pulled = node.pull(from: "orders-eu", within: .seconds(30))
            try await node.publish(Payload("1"), to: "orders")
            #expect(try await pulled.count == 1)
        }
    }

    @Test func `a pull that is cancelled leaves the messages to others`() async throws {
        try await withOrders { node in
            let waiting = Task { try await node.pull(from: "orders-eu", within: .seconds(600)) }
            waiting.cancel()
            let error = await #expect(throws: NodeError.self) { try await waiting.value }
            #expect(error?.code == .cancelled)
            try await node.publish(Payload("1"), to: "orders")
            #expect(try await node.pull(from: "orders-eu", within: .seconds(30)).count == 1)
        }
    }

    @Test func `pulling from nowhere is refused`() async throws {
        try await withOrders { node in
            let error = await #expect(throws: NodeError.self) {
                try await node.pull(from: "nowhere")
            }
            #expect(error?.code == .notFound)
        }
    }

    private func withOrders(_ body: (Node) async throws -> Void) async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "worker") { node in
                try await node.createTopic("orders")
                try await node.createSubscription(
                    SubscriptionSettings(
                        subscription: try SubscriptionName("orders-eu"),
                        topic: try TopicName("orders")))
                try await body(node)
            }
        }
    }
}
