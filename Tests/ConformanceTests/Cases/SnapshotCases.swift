import Topics

/// A subscription goes back to what it owed.
enum SnapshotCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "seek to a snapshot restores what was owed, and adds what came since", .retention
        ) { bench in
            try await bench.pair()
            for number in 1...3 { try await bench.admin.publish("\(number)") }
            try await bench.admin.acknowledge(try await bench.admin.pull(1)[0])
            let snapshot = try await bench.snapshot()
            try expect(snapshot["messages"]?.integer, 2)
            try expect(snapshot["topic"], "weather")
            try expect(snapshot["subscription"], "sub")
            for delivery in try await bench.admin.pull() {
                try await bench.admin.acknowledge(delivery)
            }
            try await bench.admin.publish("4")
            try await bench.seek(to: "snap")
            let again = try await bench.admin.pull()
            try expect(again.texts.sorted(), ["2", "3", "4"])
            try expect(again.attempts, [1, 1, 1])
        },
        ConformanceCase(
            "a snapshot serves other subscriptions of the topic, and no others", .retention
        ) { bench in
            try await bench.pair()
            try await bench.subscription("second")
            try await bench.topic("other")
            try await bench.subscription("third", ["topic": "other"])
            try await bench.admin.publish("1")
            try await bench.admin.acknowledge(try await bench.admin.pull()[0])
            try await bench.snapshot()
            try await bench.seek("second", to: "snap")
            try await bench.expectDepth(of: "second")
            let goal: JSONObject = ["subscription": "third", "snapshot": "snap"]
            try await bench.admin.expectRefusal(of: "subscriptions.seek", goal, .conflict)
        },
        ConformanceCase("a snapshot keeps its messages, over restarts", .retention, .durability) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.snapshot()
            try await bench.admin.acknowledge(try await bench.admin.pull()[0])
            try await bench.advance(.seconds(86_400))
            try await bench.restart()
            try await bench.seek(to: "snap")
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase(
            "a snapshot lives seven days less the age of its oldest message", .retention
        ) { bench in
            try await bench.pair(["message_retention_seconds": 2_678_400])
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(5 * 86_400))
            try await bench.snapshot()
            try await bench.advance(.seconds(2 * 86_400 - 3_600))
            try await bench.admin.request("snapshots.get", ["snapshot": "snap"])
            try await bench.advance(.seconds(3 * 3_600))
            try await bench.admin.expectRefusal(
                of: "snapshots.get", ["snapshot": "snap"], .notFound)
        },
        ConformanceCase("a snapshot of what is too old is refused", .retention) { bench in
            try await bench.pair(["message_retention_seconds": 2_678_400])
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(7 * 86_400 - 1_800))
            try await bench.admin.expectRefusal(
                of: "snapshots.create", ["snapshot": "snap", "subscription": "sub"], .conflict)
        },
        ConformanceCase("snapshots are made, changed, listed and deleted", .retention) { bench in
            try await bench.pair()
            try await bench.snapshot()
            try await bench.admin.expectRefusal(
                of: "snapshots.create", ["snapshot": "other", "subscription": "none"], .notFound)
            let changed = try await bench.admin.request(
                "snapshots.update",
                ["snapshot": "snap", "labels": ["a": "b"], "update_mask": ["labels"]])
            try expect(changed["labels"], ["a": "b"])
            let listed = try await bench.admin.request("snapshots.list", ["topic": "weather"])
            try expect(listed["snapshots"]?.array?.count, 1)
            try await bench.admin.request("snapshots.delete", ["snapshot": "snap"])
            try await bench.admin.expectRefusal(
                of: "snapshots.delete", ["snapshot": "snap"], .notFound)
            try expect(
                try await bench.admin.request("snapshots.list")["snapshots"]?.array?.count, 0)
        },
    ]
}

extension Bench {
    /// Makes the snapshot `snap` of the subscription `sub`.
    @discardableResult
    func snapshot() async throws -> JSONObject {
        try await admin.request("snapshots.create", ["snapshot": "snap", "subscription": "sub"])
    }
}
