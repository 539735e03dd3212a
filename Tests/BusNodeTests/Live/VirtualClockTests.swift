import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct VirtualClockTests {
    /// A bus with a clock that the test moves, a topic `weather` and a subscription `sub`.
    private func onBus(
        _ body: (Node, VirtualClock) async throws -> Void
    ) async throws {
        let clock = VirtualClock()
        try await EmbeddedBus.with(clock: clock) { bus in
            try await Node.with(bus, as: "test") { node in
                try await node.createTopic("weather")
                try await node.createSubscription(
                    SubscriptionSettings(
                        subscription: try SubscriptionName("sub"), topic: try TopicName("weather")))
                try await body(node, clock)
            }
        }
    }

    @Test func `a lease ends when its time has passed, without waiting`() async throws {
        try await onBus { node, clock in
            try await node.publish(Payload("1"), to: "weather")
            #expect(try await node.pull(from: "sub").map(\.attempt) == [1])
            #expect(try await node.pull(from: "sub").isEmpty)
            await clock.advance(by: .seconds(9))
            #expect(try await node.pull(from: "sub").isEmpty)
            await clock.advance(by: .seconds(1))
            #expect(try await node.pull(from: "sub").map(\.attempt) == [2])
        }
    }

    @Test func `a retention passes, and the nodes stay`() async throws {
        try await onBus { node, clock in
            try await node.publish(Payload("1"), to: "weather")
            await clock.advance(by: .seconds(8 * 86_400))
            #expect(try await node.pull(from: "sub").isEmpty)
            #expect(try await node.messages(of: "weather").isEmpty)
            let description = try await node.subscription("sub")
            #expect(description.expired == 1)
        }
    }

    @Test func `a delay passes, and times of messages go with the clock`() async throws {
        try await onBus { node, clock in
            try await node.publish(Payload("later"), to: "weather", delay: .seconds(3_600))
            #expect(try await node.pull(from: "sub").isEmpty)
            await clock.advance(by: .seconds(3_600))
            try await node.publish(Payload("now"), to: "weather")
            let messages = try await node.pull(from: "sub").map(\.message)
            #expect(messages.map(\.payload) == [Payload("later"), Payload("now")])
            let apart = messages[1].published.microseconds - messages[0].published.microseconds
            #expect(apart >= 3_600_000_000)
        }
    }
}
