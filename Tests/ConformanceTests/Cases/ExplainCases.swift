import Topics

/// Why a message is where it is.
enum ExplainCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a message tells its state in every subscription", .metrics) { bench in
            try await bench.topic()
            try await bench.subscription("waiting")
            try await bench.subscription("leased")
            try await bench.subscription("acked")
            try await bench.subscription("filtered", ["filter": "attributes:a"])
            try await bench.subscription("kept-back")
            let id = try await bench.admin.publish("body")
            try await bench.subscription("late")
            _ = try await bench.admin.pull(from: "leased")
            try await bench.admin.acknowledge(try await bench.admin.pull(from: "acked")[0])
            try await bench.admin.reject(
                try await bench.admin.pull(from: "kept-back")[0], for: .seconds(60))
            try expect(
                try await states(bench, id),
                [
                    "waiting": "waiting", "leased": "leased", "acked": "acknowledged",
                    "filtered": "filtered-out", "kept-back": "delayed", "late": "made-later",
                ])
        },
        ConformanceCase("a message tells what it is and why it is kept", .metrics) { bench in
            try await bench.pair()
            let id = try await bench.admin.publish(
                "body", ordering: "key", priority: 3, lives: .seconds(100), ["a": "1"])
            let told = try await bench.admin.request(
                "messages.explain", ["message": JSONValue(id)])
            try expect(told["message"]?.integer, Int(id))
            try expect(told["topic"], "weather")
            try expect(told["bytes"]?.integer, 4)
            try expect(told["ordering_key"], "key")
            try expect(told["priority"]?.integer, 3)
            try expect(told["kept_because"]?.array?.isEmpty, false)
        },
        ConformanceCase("a filter tells which of its terms hold", .metrics, .contentFilter) {
            bench in
            try await bench.pair(["filter": #"attributes:a AND attributes.b = "2""#])
            let id = try await bench.admin.publish("1", ["a": "1"])
            let told = try await explain(bench, id)
            let filter = try require(told.first?["filter"]?.object, "filter")
            try expect(filter["matches"], false)
            let terms = filter["terms"]?.array ?? []
            try expect(terms.map { $0.object?["holds"] }, [true, false])
        },
        ConformanceCase("a message tells its attempts and what ended them", .metrics) { bench in
            try await bench.pair()
            let id = try await bench.admin.publish("1")
            try await bench.admin.reject(try await bench.admin.pull()[0])
            _ = try await bench.admin.pull()
            let told = try require(try await explain(bench, id).first, "subscription")
            try expect(told["state"], "leased")
            try expect(told["attempt"]?.integer, 2)
            try expect(told["node"], "admin")
            let history = told["history"]?.array ?? []
            try expect(history.map { $0.object?["what"] }, ["rejected"])
            try expect(history.first?.object?["node"], "admin")
        },
        ConformanceCase(
            "dead letters and messages that expired tell so", .metrics, .deadLetter, .timeToLive
        ) { bench in
            try await bench.topic("graveyard")
            try await bench.pair(["dead_letter_policy": ["dead_letter_topic": "graveyard"]])
            let dead = try await bench.admin.publish("dead")
            for _ in 1...5 { try await bench.admin.reject(try await bench.admin.pull()[0]) }
            let expired = try await bench.admin.publish("expired", lives: .seconds(5))
            try await bench.advance(.seconds(8))
            try expect(try await states(bench, dead), ["sub": "dead-lettered"])
            try expect(try await states(bench, expired), ["sub": "expired"])
        },
        ConformanceCase("an unknown message is not found", .metrics) { bench in
            try await bench.admin.expectRefusal(
                of: "messages.explain", ["message": 12_345], .notFound)
        },
    ]

    private static func explain(_ bench: Bench, _ id: UInt64) async throws -> [JSONObject] {
        let told = try await bench.admin.request("messages.explain", ["message": JSONValue(id)])
        return (told["subscriptions"]?.array ?? []).compactMap(\.object)
    }

    private static func states(_ bench: Bench, _ id: UInt64) async throws -> [String: String] {
        let pairs = try await explain(bench, id).compactMap { item -> (String, String)? in
            guard let name = item["subscription"]?.string, let state = item["state"]?.string
            else { return nil }
            return (name, state)
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
