import Topics

/// Messages are kept as long as they should be, and no longer.
enum RetentionCases {
    private static let day = Duration.seconds(86_400)

    static let all: [ConformanceCase] = [
        ConformanceCase("a topic keeps a settled message for its retention", .retention) { bench in
            try await bench.topic("weather", ["message_retention_seconds": 1_200])
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(1_150))
            try expect(try await bench.admin.fetch().map(\.message.payload.text), ["1"])
            try await bench.advance(.seconds(200))
            try expect(try await bench.admin.fetch().count, 0)
        },
        ConformanceCase("a subscription owes a message for its retention", .retention) { bench in
            try await bench.pair(["message_retention_seconds": 1_200])
            try await bench.subscription("week")
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(1_150))
            try await bench.expectDepth(waiting: 1)
            try await bench.advance(.seconds(100))
            try await bench.expectDepth()
            try expect(try await bench.standing()["expired"]?.integer, 1)
            try expect(try await bench.admin.pull(from: "week").texts, ["1"])
        },
        ConformanceCase("seven days is how long it owes unless told", .retention) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.advance(day * 6)
            try await bench.expectDepth(waiting: 1)
            try await bench.advance(day * 2)
            try await bench.expectDepth()
        },
        ConformanceCase("a message that is owed is kept beyond its topic's retention", .retention) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.advance(day)
            try expect(try await bench.admin.pull().texts, ["1"])
            try expect(try await bench.admin.fetch().count, 1)
        },
        ConformanceCase(
            "retention goes on over a restart, and over the time in between", .retention
        ) { bench in
            try await bench.pair(["message_retention_seconds": 1_200])
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(500))
            try await bench.restart(after: .seconds(500))
            try await bench.expectDepth(waiting: 1)
            try await bench.advance(.seconds(250))
            try await bench.expectDepth()
        },
        ConformanceCase("a new retention counts for messages that are there", .retention) { bench in
            try await bench.pair(["message_retention_seconds": 600])
            try await bench.admin.publish("1")
            try await bench.admin.request(
                "subscriptions.update",
                [
                    "subscription": "sub", "message_retention_seconds": 6_000,
                    "update_mask": ["message_retention_seconds"],
                ])
            try await bench.advance(.seconds(900))
            try await bench.expectDepth(waiting: 1)
        },
    ]
}
