import Testing

@testable import Topics

struct ResourceChangeTests {
    private let settings: SubscriptionSettings

    init() throws {
        settings = try SubscriptionSettings(reading: [
            "subscription": "abc", "topic": "orders", "ack_deadline_seconds": 20,
            "filter": "attributes:a", "labels": ["team": "wind"], "expiration_seconds": .null,
        ])
    }

    @Test func `members of the mask change, and others are ignored`() throws {
        var changed = settings
        try changed.change(
            ["ack_deadline_seconds"],
            from: ["ack_deadline_seconds": 30, "labels": 7, "unheard": 1])
        var expected = settings
        expected.ackDeadlineSeconds = 30
        #expect(changed == expected)
    }

    @Test func `a member of the mask that is absent gets the value that it has unless given`()
        throws
    {
        var changed = settings
        try changed.change(["ack_deadline_seconds", "labels", "expiration_seconds"], from: [:])
        #expect(changed.ackDeadlineSeconds == 10)
        #expect(changed.labels == .none)
        #expect(changed.expirationSeconds == 2_678_400)
        #expect(changed.filter == settings.filter)
    }

    @Test func `a fixed member may be in the mask when it does not change`() throws {
        var changed = settings
        try changed.change(["filter", "topic"], from: ["filter": "attributes:a"])
        #expect(changed == settings)
        #expect(throws: MemberError("filter", "is fixed when a subscription is made")) {
            try changed.change(["filter"], from: [:])
        }
        #expect(throws: MemberError("topic", "is fixed when a subscription is made")) {
            try changed.change(["topic"], from: ["topic": "others"])
        }
    }

    @Test func `a change that is refused changes nothing`() throws {
        var changed = settings
        #expect(throws: MemberError.self) {
            try changed.change(
                ["ack_deadline_seconds", "dead_letter_policy"],
                from: [
                    "ack_deadline_seconds": 30,
                    "dead_letter_policy": ["dead_letter_topic": "orders"],
                ])
        }
        #expect(throws: MemberError("update_mask", "names \"size\", which a subscription has not"))
        {
            try changed.change(["ack_deadline_seconds", "size"], from: [:])
        }
        #expect(changed == settings)
    }

    @Test func `a mask is a list of texts`() throws {
        #expect(try TopicSettings.updateMask(of: ["update_mask": ["labels"]]) == ["labels"])
        #expect(throws: MemberError("update_mask", "is missing")) {
            try TopicSettings.updateMask(of: [:])
        }
        #expect(throws: MemberError("update_mask", "must be a list of texts, not a string")) {
            try TopicSettings.updateMask(of: ["update_mask": "labels"])
        }
    }
}
