import Topics

/// Subscriptions that nobody uses go away.
enum ExpirationCases {
    private static let day = Duration.seconds(86_400)

    static let all: [ConformanceCase] = [
        ConformanceCase("a subscription that nobody uses is deleted", .durableSubscription) {
            bench in
            try await bench.pair(["expiration_seconds": 86_400])
            try await bench.advance(day * 1.2)
            try await bench.admin.expectRefusal(
                of: "subscriptions.get", ["subscription": "sub"], .notFound)
        },
        ConformanceCase("one that is used is not", .durableSubscription) { bench in
            try await bench.pair(["expiration_seconds": 86_400])
            for _ in 1...3 {
                try await bench.advance(day * 0.8)
                try expect(try await bench.admin.pull().count, 0)
            }
        },
        ConformanceCase("one with an attached session is not", .durableSubscription) { bench in
            try await bench.pair(["expiration_seconds": 86_400])
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.advance(day * 3)
            try expect(try await bench.standing()["subscription"], "sub")
        },
        ConformanceCase(
            "one that never expires does not, others after 31 days", .durableSubscription
        ) { bench in
            try await bench.pair(["expiration_seconds": .null])
            try await bench.subscription("other")
            try expect(try await bench.standing()["expiration_seconds"], .null)
            try await bench.advance(day * 32)
            try expect(try await bench.standing()["subscription"], "sub")
            try await bench.admin.expectRefusal(
                of: "subscriptions.get", ["subscription": "other"], .notFound)
        },
    ]
}
