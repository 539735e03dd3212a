import Topics

/// What nobody can deal with ends in a topic for it.
enum DeadLetterCases {
    private static let settings: JSONObject = [
        "dead_letter_policy": ["dead_letter_topic": "graveyard", "max_delivery_attempts": 5]
    ]

    static let all: [ConformanceCase] = [
        ConformanceCase(
            "after the last attempt a message is published to the dead letter topic", .deadLetter
        ) { bench in
            try await prepare(bench)
            let id = try await bench.admin.publish("1", ["a": "b"])
            for attempt: UInt32 in 1...5 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try expect(delivery.attempt, attempt)
                try await bench.admin.reject(delivery)
            }
            try expect(try await bench.admin.pull().count, 0)
            try await bench.expectDepth()
            try expect(try await bench.standing()["dead_lettered"]?.integer, 1)
            let dead = try require(try await bench.admin.pull(from: "grave").first, "dead letter")
            try expect(dead.text, "1")
            try expect(dead.attempt, 1)
            try expect(dead.message.id.number > id, "it has no new identifier")
            let attributes = dead.message.attributes.dictionary
            try expect(attributes["a"], "b")
            try expect(attributes["CloudPubSubDeadLetterSourceDeliveryCount"], "5")
            try expect(attributes["CloudPubSubDeadLetterSourceSubscription"], "sub")
            try expect(attributes["CloudPubSubDeadLetterSourceSubscriptionProject"], "local")
            let time = attributes["CloudPubSubDeadLetterSourceTopicPublishTime"] ?? ""
            _ = try Timestamp(time)
        },
        ConformanceCase("leases that end count as attempts", .deadLetter) { bench in
            try await prepare(bench)
            try await bench.admin.publish("1")
            for attempt: UInt32 in 1...5 {
                try expect(try await bench.admin.pull().attempts, [attempt])
                try await bench.advance(.seconds(11))
            }
            try expect(try await bench.admin.pull().count, 0)
            try expect(try await bench.admin.pull(from: "grave").texts, ["1"])
        },
        ConformanceCase(
            "a dead letter is in one place, also after a restart", .deadLetter, .durability
        ) { bench in
            try await prepare(bench)
            try await bench.admin.publish("1")
            for _ in 1...5 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try await bench.admin.reject(delivery)
            }
            try await bench.restart()
            try await bench.expectDepth()
            try await bench.expectDepth(waiting: 1, of: "grave")
        },
        ConformanceCase("attempts are counted over a restart", .deadLetter) { bench in
            try await prepare(bench)
            try await bench.admin.publish("1")
            for _ in 1...4 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try await bench.admin.reject(delivery)
            }
            try await bench.restart()
            let last = try require(try await bench.admin.pull().first, "message")
            try expect(last.attempt, 5)
            try await bench.admin.reject(last)
            try expect(try await bench.admin.pull(from: "grave").texts, ["1"])
        },
        ConformanceCase(
            "while the dead letter topic does not exist the message is given out again", .deadLetter
        ) { bench in
            try await prepare(bench)
            try await bench.admin.request("topics.delete", ["topic": "graveyard"])
            try await bench.admin.publish("1")
            for attempt: UInt32 in 1...7 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try expect(delivery.attempt, attempt)
                try await bench.admin.reject(delivery)
            }
        },
        ConformanceCase(
            "a dead letter policy needs a topic that exists, and another one", .deadLetter
        ) { bench in
            try await bench.topic()
            let missing: JSONObject = [
                "subscription": "sub", "topic": "weather",
                "dead_letter_policy": ["dead_letter_topic": "nowhere"],
            ]
            try await bench.admin.expectRefusal(of: "subscriptions.create", missing, .notFound)
            let own = missing.with("dead_letter_policy", ["dead_letter_topic": "weather"])
            try await bench.admin.expectRefusal(of: "subscriptions.create", own, .malformed)
            for attempts in [4, 101] {
                let policy: JSONValue = [
                    "dead_letter_topic": "graveyard",
                    "max_delivery_attempts": JSONValue(attempts),
                ]
                try await bench.admin.expectRefusal(
                    of: "subscriptions.create", missing.with("dead_letter_policy", policy),
                    .malformed)
            }
        },
        ConformanceCase("attempts not given are five", .deadLetter) { bench in
            try await bench.topic("graveyard")
            try await bench.pair(["dead_letter_policy": ["dead_letter_topic": "graveyard"]])
            try expect(
                try await bench.standing()["dead_letter_policy"],
                ["dead_letter_topic": "graveyard", "max_delivery_attempts": 5])
        },
        ConformanceCase("a dead letter leaves out what attributes have no room for", .deadLetter) {
            bench in
            try await prepare(bench)
            var attributes: [String: String] = [:]
            for number in 0..<99 { attributes["key-\(number)"] = "x" }
            try await bench.admin.publish("1", attributes)
            for _ in 1...5 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try await bench.admin.reject(delivery)
            }
            let dead = try require(try await bench.admin.pull(from: "grave").first, "dead letter")
            try expect(dead.message.attributes.count, 100)
            let kept = dead.message.attributes.dictionary.filter { $0.key.hasPrefix("key-") }
            try expect(kept.count, 99)
        },
    ]

    private static func prepare(_ bench: Bench) async throws {
        try await bench.topic("graveyard")
        try await bench.subscription("grave", ["topic": "graveyard"])
        try await bench.pair(settings)
    }
}
