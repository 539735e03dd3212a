import Topics

/// Topics are made, changed, listed and deleted.
enum TopicCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a topic is made once, and made again gives it back", .topicNames) {
            bench in
            let made = try await bench.admin.request("topics.create", ["topic": "weather"])
            try expect(made["topic"], "weather")
            try expect(made["message_retention_seconds"]?.integer, 600)
            try expect(made["labels"], [:])
            try expect(made["last_message"]?.integer, 0)
            let again = try await bench.admin.request("topics.create", ["topic": "weather"])
            try expect(again["topic"], "weather")
            try await bench.admin.expectRefusal(
                of: "topics.create", ["topic": "weather", "exclusive": true], .conflict)
            try await bench.admin.expectRefusal(
                of: "topics.create", ["topic": "weather", "message_retention_seconds": 700],
                .conflict)
        },
        ConformanceCase("names are flat: dots, stars and arrows mean nothing", .topicNames) {
            bench in
            try await bench.topic("weather.north")
            try await bench.topic("weather")
            try await bench.subscription("sub", ["topic": "weather"])
            try await bench.admin.publish("north", to: "weather.north")
            try expect(try await bench.admin.pull().count, 0)
            for name in ["we", "goog-weather", "weather.*", "9weather", "weather>", ""] {
                try await bench.admin.expectRefusal(
                    of: "topics.create", ["topic": .string(name)], .malformed)
            }
        },
        ConformanceCase("a message needs a topic that exists", .topicNames) { bench in
            let publication = Publication(topic: try TopicName("nothing"), payload: Payload("1"))
            try await bench.admin.expectRefusal(of: .publish(publication), .notFound)
            try await bench.admin.expectRefusal(of: "topics.get", ["topic": "nothing"], .notFound)
            try await bench.admin.expectRefusal(
                of: "topics.delete", ["topic": "nothing"], .notFound)
        },
        ConformanceCase("labels and retention of a topic change by the mask", .topicNames) {
            bench in
            try await bench.topic("weather", ["labels": ["team": "wind"]])
            let updated = try await bench.admin.request(
                "topics.update",
                [
                    "topic": "weather", "message_retention_seconds": 1_200,
                    "labels": ["team": "sun"], "update_mask": ["message_retention_seconds"],
                ])
            try expect(updated["message_retention_seconds"]?.integer, 1_200)
            try expect(updated["labels"], ["team": "wind"])
            let cleared = try await bench.admin.request(
                "topics.update",
                ["topic": "weather", "update_mask": ["labels", "message_retention_seconds"]])
            try expect(cleared["labels"], [:])
            try expect(cleared["message_retention_seconds"]?.integer, 600)
        },
        ConformanceCase("labels have limits", .topicNames) { bench in
            let bad: [JSONValue] = [
                ["Upper": "x"], ["1st": "x"], ["": "x"], ["key": "UPPER"],
                ["key": .string(String(repeating: "x", count: 64))], ["key": 1], "key",
            ]
            for labels in bad {
                try await bench.admin.expectRefusal(
                    of: "topics.create", ["topic": "weather", "labels": labels], .malformed)
            }
            var many: JSONObject = [:]
            for number in 0..<64 { many["label-\(number)"] = "x" }
            try await bench.topic("weather", ["labels": .object(many)])
            many["label-64"] = "x"
            try await bench.admin.expectRefusal(
                of: "topics.create", ["topic": "other", "labels": .object(many)], .malformed)
        },
        ConformanceCase("what a deleted topic leaves is still delivered", .topicNames) { bench in
            try await bench.pair()
            try await bench.admin.publish("old")
            try await bench.admin.request("topics.delete", ["topic": "weather"])
            try expect(try await bench.standing()["topic"], "_deleted-topic_")
            try await bench.topic()
            try await bench.admin.publish("new")
            try expect(try await bench.admin.pull().texts, ["old"])
            try expect(try await bench.standing()["topic"], "_deleted-topic_")
        },
        ConformanceCase("an unknown parameter or method is refused", .topicNames) { bench in
            try await bench.admin.expectRefusal(
                of: "topics.create", ["topic": "weather", "color": "red"], .malformed)
            try await bench.admin.expectRefusal(of: "topics.paint", [:], .unsupported)
        },
    ]
}
