import Topics

/// What is given back comes again when it should.
enum RetryPolicyCases {
    private static let policy: JSONObject = [
        "retry_policy": ["minimum_backoff_seconds": 10, "maximum_backoff_seconds": 35]
    ]

    static let all: [ConformanceCase] = [
        ConformanceCase("a rejected message comes again at once, in the next attempt", .nack) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            for attempt: UInt32 in 1...3 {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try expect(delivery.attempt, attempt)
                try await bench.admin.reject(delivery)
            }
        },
        ConformanceCase("what was given back goes before what is newer", .nack) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.admin.publish("2")
            let first = try await bench.admin.pull(1)
            try expect(first.texts, ["1"])
            try await bench.admin.publish("3")
            try await bench.admin.reject(first[0])
            try expect(try await bench.admin.pull().texts, ["1", "2", "3"])
        },
        ConformanceCase("REJECT says how long a message is kept back", .nack) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.reject(delivery, for: .seconds(30))
            try await bench.expectDepth(delayed: 1)
            try await bench.advance(.seconds(29))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(2))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase(
            "a retry policy keeps back for its minimum, twice that, up to its maximum", .backOff
        ) { bench in
            try await bench.pair(policy)
            try await bench.admin.publish("1")
            for (attempt, wait): (UInt32, Int) in [(1, 10), (2, 20), (3, 35), (4, 35)] {
                let delivery = try require(try await bench.admin.pull().first, "message")
                try expect(delivery.attempt, attempt)
                try await bench.admin.reject(delivery)
                try await bench.advance(.seconds(wait - 1))
                try expect(try await bench.admin.pull().count, 0, "after \(wait - 1) s")
                try await bench.advance(.seconds(2))
            }
            try expect(try await bench.admin.pull().attempts, [5])
        },
        ConformanceCase("a retry policy counts leases that ended too", .backOff) { bench in
            try await bench.pair(policy)
            try await bench.admin.publish("1")
            try expect(try await bench.admin.pull().attempts, [1])
            try await bench.advance(.seconds(11))
            try await bench.expectDepth(delayed: 1)
            try await bench.advance(.seconds(10))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("REJECT may ask for more than the retry policy, not for less", .backOff) {
            bench in
            try await bench.pair(policy)
            try await bench.admin.publish("1")
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.reject(first, for: .seconds(60))
            try await bench.advance(.seconds(58))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(3))
            let second = try require(try await bench.admin.pull().first, "second delivery")
            try await bench.admin.reject(second, for: .seconds(1))
            try await bench.advance(.seconds(18))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(3))
            try expect(try await bench.admin.pull().attempts, [3])
        },
        ConformanceCase("what is kept back stays so over a restart, for what is left", .backOff) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.reject(delivery, for: .seconds(60))
            try await bench.advance(.seconds(20))
            try await bench.restart(after: .seconds(20))
            try await bench.advance(.seconds(18))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(4))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase(
            "a retry policy without members has Pub/Sub's, and fractions count", .backOff
        ) { bench in
            try await bench.pair(["retry_policy": [:]])
            try expect(
                try await bench.standing()["retry_policy"],
                ["minimum_backoff_seconds": 10, "maximum_backoff_seconds": 600])
            try await bench.subscription(
                "quick",
                ["retry_policy": ["minimum_backoff_seconds": 0.5, "maximum_backoff_seconds": 0.5]])
            try await bench.admin.publish("1")
            let delivery = try require(
                try await bench.admin.pull(from: "quick").first, "message")
            try await bench.admin.reject(delivery)
            try expect(try await bench.admin.pull(from: "quick").count, 0)
            try await bench.advance(.seconds(1))
            try expect(try await bench.admin.pull(from: "quick").attempts, [2])
        },
    ]
}
