import Topics

/// What there is can be seen, page by page.
enum ListingCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("topics are listed by name, page by page", .metrics) { bench in
            for name in ["delta", "alpha", "charlie", "bravo"] { try await bench.topic(name) }
            let first = try await bench.admin.request("topics.list", ["limit": 3])
            try expect(names(first["topics"], "topic"), ["alpha", "bravo", "charlie"])
            try expect(first["next"], "charlie")
            let second = try await bench.admin.request(
                "topics.list", ["limit": 3, "after": "charlie"])
            try expect(names(second["topics"], "topic"), ["delta"])
            try expect(second["next"], nil)
        },
        ConformanceCase("subscriptions are listed by name, also those of one topic", .metrics) {
            bench in
            try await bench.pair()
            try await bench.topic("other")
            try await bench.subscription("another", ["topic": "other"])
            let all = try await bench.admin.request("subscriptions.list")
            try expect(names(all["subscriptions"], "subscription"), ["another", "sub"])
            let some = try await bench.admin.request("subscriptions.list", ["topic": "other"])
            try expect(names(some["subscriptions"], "subscription"), ["another"])
            let topic = try await bench.admin.request("topics.get", ["topic": "other"])
            try expect(topic["subscriptions"], ["another"])
        },
        ConformanceCase("a page has 1 to 1,000 names", .metrics) { bench in
            for limit in [0, 1_001] {
                for method in ["topics.list", "subscriptions.list", "snapshots.list"] {
                    try await bench.admin.expectRefusal(
                        of: method, ["limit": JSONValue(limit)], .malformed)
                }
            }
        },
        ConformanceCase("a subscription tells what waits, is leased, and was done", .metrics) {
            bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe(window: 0)
            for text in ["1", "22", "333", "4444"] { try await bench.admin.publish(text) }
            let deliveries = try await bench.admin.pull(2)
            try await bench.admin.acknowledge(deliveries[0])
            let now = try await bench.standing()
            try expect(now["waiting"]?.integer, 2)
            try expect(now["leased"]?.integer, 1)
            try expect(now["waiting_bytes"]?.integer, 7)
            try expect(now["acknowledged"]?.integer, 1)
            try expect(now["sessions"]?.integer, 1)
            try expect(now["oldest_ms"]?.integer != nil, "no age")
        },
        ConformanceCase("the age of the oldest message grows", .metrics) { bench in
            try await bench.pair()
            try expect(try await bench.standing()["oldest_ms"], .null)
            try await bench.admin.publish("1")
            try await bench.advance(.seconds(20))
            let age = try await bench.standing()["oldest_ms"]?.integer ?? 0
            try expect((19_000...25_000).contains(age), "\(age) ms")
        },
        ConformanceCase("who serves what can be asked", .discovery) { bench in
            let child = try await bench.node("child")
            try await child.serve()
            try await child.confirm(.offer("sums"))
            let services = try await bench.admin.request("services.list")["services"]
            try expect(names(services, "revision"), ["octue/wind:1.0.0"])
            let nodes = try await bench.admin.request("nodes.list")["nodes"]?.array ?? []
            let named = nodes.compactMap(\.object).first { $0["node"] == "child" }
            try expect(named?["serves"], ["octue/wind:1.0.0"])
            try expect(named?["offers"], ["sums"])
            try await child.confirm(.withdraw(try .wind()))
            try await bench.admin.expectRefusal(
                of: .pose(QuestionID(high: 7, low: 1)), .nobodyServes)
        },
    ]

    private static func names(_ list: JSONValue?, _ key: String) -> [String] {
        (list?.array ?? []).compactMap { $0.object?[key]?.string }
    }
}
