import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ResourceTests {
    @Test func `a topic is made, changed, listed and deleted`() async throws {
        try await withNode { node in
            let settings = TopicSettings(
                topic: try TopicName("orders"), messageRetentionSeconds: 3_600)
            #expect(try await node.createTopic(settings).settings == settings)
            #expect(try await node.createTopic(settings).settings == settings)
            let exclusive = await #expect(throws: NodeError.self) {
                try await node.createTopic(settings, isExclusive: true)
            }
            #expect(exclusive?.code == .conflict)
            let changed = try await node.updateTopic("orders") { settings in
                settings.messageRetentionSeconds = 7_200
            }
            #expect(changed.settings.messageRetentionSeconds == 7_200)
            #expect(try await node.topic("orders") == changed)
            try await node.createTopic("weather")
            #expect(
                try await node.topics().map(\.settings.topic.text) == ["orders", "weather"])
            try await node.deleteTopic("orders")
            let gone = await #expect(throws: NodeError.self) { try await node.topic("orders") }
            #expect(gone?.code == .notFound)
        }
    }

    @Test func `a subscription is made, changed, listed, detached and deleted`() async throws {
        try await withNode { node in
            try await node.createTopic("orders")
            try await node.createTopic("dead")
            var settings = try Self.settings
            settings.isOrdered = true
            settings.retryPolicy = try RetryPolicy(minimumMilliseconds: 500)
            settings.deadLetterPolicy = try DeadLetterPolicy(topic: TopicName("dead"))
            settings.expirationSeconds = nil
            #expect(try await node.createSubscription(settings).settings == settings)
            let changed = try await node.updateSubscription("orders-eu") { settings in
                settings.ackDeadlineSeconds = 60
                settings.retryPolicy = nil
            }
            #expect(changed.settings.ackDeadlineSeconds == 60)
            #expect(changed.settings.retryPolicy == nil)
            #expect(changed.settings.deadLetterPolicy == settings.deadLetterPolicy)
            let fixed = await #expect(throws: NodeError.self) {
                try await node.updateSubscription("orders-eu") { $0.isOrdered = false }
            }
            #expect(fixed?.message.contains("enable_message_ordering") == true)
            #expect(try await node.subscriptions(of: "orders") == [changed])
            #expect(try await node.subscriptions(of: "dead").isEmpty)
            try await node.detachSubscription("orders-eu")
            #expect(try await node.subscription("orders-eu").isDetached)
            try await node.deleteSubscription("orders-eu")
            #expect(try await node.subscriptions().isEmpty)
        }
    }

    @Test func `seeking to a snapshot brings back what it remembers`() async throws {
        try await withNode { node in
            try await node.createTopic("orders")
            try await node.createSubscription(try Self.settings)
            let id = try await node.publish(Payload("1"), to: "orders")
            let snapshot = try await node.createSnapshot("monday", of: "orders-eu")
            #expect(snapshot.messages == 1)
            #expect(try await node.snapshots(of: "orders").map(\.settings) == [snapshot.settings])
            for message in try await node.pull(from: "orders-eu", within: .seconds(10)) {
                try await message.acknowledge()
            }
            #expect(try await node.pull(from: "orders-eu").isEmpty)
            try await node.seek("orders-eu", toSnapshot: "monday")
            let again = try await node.pull(from: "orders-eu", within: .seconds(10))
            #expect(again.map(\.message.id) == [id])
            let labelled = try await node.updateSnapshot("monday", labels: Labels(["a": "b"]))
            #expect(labelled.settings.labels == (try Labels(["a": "b"])))
            try await node.deleteSnapshot("monday")
            #expect(try await node.snapshots().isEmpty)
        }
    }

    @Test func `a message is explained`() async throws {
        try await withNode { node in
            try await node.createTopic("orders")
            try await node.createSubscription(try Self.settings)
            let id = try await node.publish(Payload("1"), to: "orders")
            let explanation = try await node.explain(id)
            #expect(explanation["topic"] == "orders")
            #expect(explanation["subscriptions"]?[0]?["state"] == "waiting")
        }
    }

    private static var settings: SubscriptionSettings {
        get throws {
            SubscriptionSettings(
                subscription: try SubscriptionName("orders-eu"), topic: try TopicName("orders"))
        }
    }

    private func withNode(_ body: (Node) async throws -> Void) async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "administrator", body)
        }
    }
}
