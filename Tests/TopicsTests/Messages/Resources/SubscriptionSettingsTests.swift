import Testing

@testable import Topics

struct SubscriptionSettingsTests {
    private func settings(_ json: JSONValue) throws -> SubscriptionSettings {
        try SubscriptionSettings(reading: #require(json.object))
    }

    private static let plain: JSONValue = ["subscription": "orders-eu", "topic": "orders"]

    @Test func `what is absent is as it is unless given`() throws {
        let settings = try settings(Self.plain)
        #expect(
            settings
                == SubscriptionSettings(
                    subscription: try SubscriptionName("orders-eu"),
                    topic: try TopicName("orders")))
        #expect(
            settings.json == [
                "subscription": "orders-eu", "topic": "orders", "labels": [:], "filter": "",
                "ack_deadline_seconds": 10, "enable_message_ordering": false,
                "enable_exactly_once_delivery": false, "retry_policy": .null,
                "dead_letter_policy": .null, "message_retention_seconds": 604_800,
                "retain_acked_messages": false, "expiration_seconds": 2_678_400,
            ])
    }

    @Test func `what is written reads back as the same`() throws {
        let json: JSONValue = [
            "subscription": "orders-eu", "topic": "orders", "labels": ["team": "wind", "b": ""],
            "filter": #"attributes.kind = "a""#, "ack_deadline_seconds": 600,
            "enable_message_ordering": true, "enable_exactly_once_delivery": true,
            "retry_policy": ["minimum_backoff_seconds": 0.25, "maximum_backoff_seconds": 600],
            "dead_letter_policy": ["dead_letter_topic": "dead", "max_delivery_attempts": 100],
            "message_retention_seconds": 600, "retain_acked_messages": true,
            "expiration_seconds": .null,
        ]
        let settings = try settings(json)
        #expect(settings.json == json)
        #expect(settings.retryPolicy?.minimumMilliseconds == 250)
        #expect(settings.expirationSeconds == nil)
    }

    @Test func `policies have values of their own unless given`() throws {
        var object = try #require(Self.plain.object)
        object["retry_policy"] = [:]
        object["dead_letter_policy"] = ["dead_letter_topic": "dead", "max_delivery_attempts": 0]
        let settings = try SubscriptionSettings(reading: object)
        #expect(settings.retryPolicy == .usual)
        #expect(settings.deadLetterPolicy?.attempts == 5)
    }

    @Test(
        arguments: [
            ("subscription", 5, "subscription must be a text, not a number"),
            (
                "subscription", "1",
                #"subscription is wrong: "1" is not a subscription name: it has 1 bytes, and 3 to 255 are allowed"#
            ),
            ("topic", .null, "topic must be a text, not null"),
            ("filter", "a", "filter is wrong: "),
            (
                "ack_deadline_seconds", 9,
                "ack_deadline_seconds must be a whole number from 10 to 600"
            ),
            ("ack_deadline_seconds", 10.5, "ack_deadline_seconds must be a whole number"),
            ("enable_message_ordering", 1, "enable_message_ordering must be true or false"),
            ("retry_policy", 1, "retry_policy must be an object, not a number"),
            (
                "retry_policy", ["minimum_backoff_seconds": 601],
                "retry_policy.minimum_backoff_seconds must be a number from 0 to 600"
            ),
            (
                "retry_policy", ["maximum_backoff_seconds": 9],
                "retry_policy.maximum_backoff_seconds must not be below minimum_backoff_seconds"
            ),
            ("retry_policy", ["minimum": 1], "retry_policy.minimum is not known here"),
            ("dead_letter_policy", [:], "dead_letter_policy.dead_letter_topic is missing"),
            (
                "dead_letter_policy", ["dead_letter_topic": "dead", "max_delivery_attempts": 4],
                "dead_letter_policy.max_delivery_attempts must be a whole number from 5 to 100"
            ),
            (
                "dead_letter_policy", ["dead_letter_topic": "orders"],
                "dead_letter_policy.dead_letter_topic must not be the subscription's own topic"
            ),
            ("message_retention_seconds", 599, "message_retention_seconds must be a whole number"),
            ("expiration_seconds", 86_399, "expiration_seconds must be a whole number from 86400"),
            ("labels", ["Team": "a"], "labels.Team needs a key of 1 to 63 of a-z, 0-9, _ and -"),
            ("labels", ["team": "A"], "labels.team needs a value of at most 63"),
            ("labels", ["team": 1], "labels.team must be a text, not a number"),
            ("detached", true, "detached is not known here; known: subscription, topic, "),
        ] as [(String, JSONValue, String)])
    func `a bad member is refused by its name`(_ key: String, _ value: JSONValue, _ start: String)
        throws
    {
        var object = try #require(Self.plain.object)
        object[key] = value
        let error = #expect(throws: MemberError.self) { try SubscriptionSettings(reading: object) }
        let text = try #require(error?.description)
        #expect(text.hasPrefix(start), "\(text)")
    }

    @Test func `members that must be there are missed by their name`() {
        #expect(throws: MemberError("subscription", "is missing")) { try settings([:]) }
        #expect(throws: MemberError("topic", "is missing")) {
            try settings(["subscription": "abc"])
        }
    }

    @Test func `settings agree with an object that gives some of them`() throws {
        let settings = try settings([
            "subscription": "abc", "topic": "orders", "ack_deadline_seconds": 20,
            "filter": #"attributes:a AND attributes:b"#,
        ])
        func agrees(_ object: JSONObject) throws -> Bool { try settings.agrees(with: object) }
        #expect(try agrees(["subscription": "abc", "topic": "orders"]))
        #expect(try agrees(["ack_deadline_seconds": 0, "exclusive": false]))
        #expect(try agrees(["filter": "attributes:a  AND  attributes:b"]))
        #expect(try !agrees(["ack_deadline_seconds": 10]))
        #expect(try !agrees(["filter": ""]))
        #expect(throws: MemberError.self) { try agrees(["labels": 1]) }
    }
}
