import Testing

@testable import Topics

struct ResourceDescriptionTests {
    @Test func `a topic's description reads back, with members added since`() throws {
        let topic = TopicDescription(
            settings: TopicSettings(
                topic: try TopicName("orders"), labels: try Labels(["team": "wind"]),
                messageRetentionSeconds: 3_600),
            lastMessage: MessageID(7), subscriptions: [try SubscriptionName("abc")])
        var object = try #require(topic.json.object)
        object["added"] = 1
        #expect(try TopicDescription(reading: object) == topic)
        object["last_message"] = 0
        #expect(try TopicDescription(reading: object).lastMessage == nil)
    }

    @Test func `a subscription's description reads back, also without a topic`() throws {
        var subscription = SubscriptionDescription(
            settings: SubscriptionSettings(
                subscription: try SubscriptionName("abc"), topic: try TopicName("orders")))
        subscription.waiting = 3
        subscription.waitingBytes = 30
        subscription.oldestMilliseconds = 1_000
        subscription.isDetached = true
        #expect(
            try SubscriptionDescription(reading: #require(subscription.json.object))
                == subscription)
        subscription.settings.topic = nil
        #expect(subscription.json["topic"] == "_deleted-topic_")
        #expect(
            try SubscriptionDescription(reading: #require(subscription.json.object))
                == subscription)
    }

    @Test func `a snapshot's description reads back`() throws {
        let snapshot = SnapshotDescription(
            settings: SnapshotSettings(
                snapshot: try SnapshotName("monday"), subscription: try SubscriptionName("abc")),
            topic: try TopicName("orders"), created: Timestamp(microseconds: 0),
            expires: Timestamp(microseconds: 1_000_000), messages: 5)
        #expect(try SnapshotDescription(reading: #require(snapshot.json.object)) == snapshot)
    }

    @Test func `labels keep the limits of Pub Sub`() throws {
        let longest = String(repeating: "a", count: 63)
        #expect(try Labels([longest: longest]).values == [longest: longest])
        #expect(throws: MemberError.self) { try Labels([longest + "a": ""]) }
        #expect(throws: MemberError.self) { try Labels(["a": longest + "a"]) }
        #expect(throws: MemberError.self) { try Labels(["": ""]) }
        #expect(throws: MemberError.self) { try Labels(["1a": ""]) }
        let many = Dictionary(uniqueKeysWithValues: (0..<65).map { ("a\($0)", "") })
        #expect(throws: MemberError("labels", "has 65 members, and the limit is 64")) {
            try Labels(many)
        }
    }
}
