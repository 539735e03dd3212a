import Topics

/// A subscription goes back and forth in time.
enum SeekCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "seek to a time owes what was published at or after it, also when acknowledged",
            .retention
        ) { bench in
            try await bench.pair(["retain_acked_messages": true])
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(2))
            try await bench.admin.publish("2")
            let deliveries = try await bench.admin.pull()
            for delivery in deliveries { try await bench.admin.acknowledge(delivery) }
            try await bench.seek(to: deliveries[1].message.published)
            let again = try await bench.admin.pull()
            try expect(again.texts, ["2"])
            try expect(again.attempts, [1])
        },
        ConformanceCase("seek to a time settles what is older", .retention) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(2))
            try await bench.admin.publish("2")
            try await bench.advance(.seconds(2))
            try await bench.admin.publish("3")
            let second = try await bench.admin.fetch()[1].message.published
            try await bench.seek(to: second)
            try expect(try await bench.admin.pull().texts, ["2", "3"])
        },
        ConformanceCase("seek to the future settles everything", .retention) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.admin.publish("2")
            let first = try await bench.admin.pull(1)
            let future = first[0].message.published.microseconds + 1_000_000_000_000
            try await bench.seek(to: Timestamp(microseconds: future))
            try await bench.expectDepth()
            try expect(try await bench.admin.acknowledge(first[0]), 0)
        },
        ConformanceCase(
            "seek takes back leases, and attempts of what was owed count on", .retention
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let first = try await bench.admin.pull()
            try await bench.seek(to: Timestamp(microseconds: 0))
            let again = try await bench.admin.pull()
            try expect(again.texts, ["1"])
            try expect(again.attempts, [2])
            try expect(try await bench.admin.acknowledge(first[0]), 0)
            try await bench.admin.expectRefusal(
                of: .extend(.of(first[0], .seconds(10))), .notLeased)
        },
        ConformanceCase(
            "seek gives back only what passes the filter and is kept", .retention, .contentFilter
        ) { bench in
            try await bench.pair(["filter": "attributes:a"])
            try await bench.admin.publish("old", ["a": "1"])
            try await bench.admin.acknowledge(try await bench.admin.pull()[0])
            try await bench.advance(.seconds(700))
            try await bench.admin.publish("1", ["a": "1"])
            try await bench.admin.publish("2")
            try await bench.admin.acknowledge(try await bench.admin.pull()[0])
            try await bench.seek(to: Timestamp(microseconds: 0))
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase(
            "a subscription that retains what was acknowledged finds it again after hours",
            .retention
        ) { bench in
            try await bench.pair(["retain_acked_messages": true])
            try await bench.admin.publish("1")
            try await bench.admin.acknowledge(try await bench.admin.pull()[0])
            try await bench.advance(.seconds(5 * 3_600))
            try await bench.restart()
            try await bench.seek(to: Timestamp(microseconds: 0))
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase(
            "seek gives back nothing that is older than the subscription's retention", .retention
        ) { bench in
            try await bench.topic("weather", ["message_retention_seconds": 6_000])
            try await bench.subscription("sub", ["message_retention_seconds": 600])
            try await bench.admin.publish("old")
            try await bench.advance(.seconds(700))
            try await bench.admin.publish("new")
            try await bench.seek(to: Timestamp(microseconds: 0))
            try expect(try await bench.admin.pull().texts, ["new"])
        },
        ConformanceCase("an attached session gets what seek gives back", .retention) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            try await node.acknowledge(try await node.deliveries()[0])
            try await bench.seek(to: Timestamp(microseconds: 0))
            try expect(try await node.deliveries().texts, ["1"])
        },
        ConformanceCase("seek with ordering begins the key again, in order", .retention, .ordering)
        { bench in
            try await bench.pair(["enable_message_ordering": true])
            for number in 1...3 { try await bench.admin.publish("\(number)", ordering: "k") }
            for delivery in try await bench.admin.pull() {
                try await bench.admin.acknowledge(delivery)
            }
            try await bench.seek(to: Timestamp(microseconds: 0))
            try expect(try await bench.admin.pull().texts, ["1", "2", "3"])
        },
        ConformanceCase("seek needs one goal that can be read", .retention) { bench in
            try await bench.pair()
            for goal: JSONObject in [
                [:], ["time": "yesterday"], ["time": 5],
                ["time": "2026-11-21T08:15:30.000125+00:00", "snapshot": "snap"],
            ] {
                try await bench.admin.expectRefusal(
                    of: "subscriptions.seek", goal.with("subscription", "sub"), .malformed)
            }
            try await bench.admin.expectRefusal(
                of: "subscriptions.seek", ["subscription": "sub", "snapshot": "snap"], .notFound)
        },
    ]
}

extension Bench {
    /// Seeks a subscription to a time.
    func seek(_ name: String = "sub", to time: Timestamp) async throws {
        try await admin.request(
            "subscriptions.seek",
            ["subscription": .string(name), "time": .string(time.description)])
    }

    /// Seeks a subscription to a snapshot.
    func seek(_ name: String = "sub", to snapshot: String) async throws {
        try await admin.request(
            "subscriptions.seek",
            ["subscription": .string(name), "snapshot": .string(snapshot)])
    }
}
