import Topics

/// A publisher may say the same thing twice.
enum DeduplicationCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a message with a key that was there is the same message", .exactlyOnce) {
            bench in
            try await bench.pair()
            try await bench.topic("other")
            let first = try await bench.admin.publish("1", key: "k")
            try expect(try await bench.admin.publish("2", key: "k"), first)
            let second = try await bench.admin.publish("3")
            let third = try await bench.admin.publish("3")
            try expect(first < second && second < third, "messages without a key are the same")
            let elsewhere = try await bench.admin.publish("1", to: "other", key: "k")
            try expect(elsewhere != first, "keys of two topics are the same")
            try expect(try await bench.admin.pull().texts, ["1", "3", "3"])
        },
        ConformanceCase("a key is remembered over a restart", .exactlyOnce, .durability) { bench in
            try await bench.pair()
            let first = try await bench.admin.publish("1", key: "k")
            try await bench.restart()
            try expect(try await bench.admin.publish("1", key: "k"), first)
            try expect(try await bench.admin.pull().count, 1)
        },
        ConformanceCase("a key is forgotten after ten minutes", .exactlyOnce) { bench in
            try await bench.pair()
            let first = try await bench.admin.publish("1", key: "k")
            try await bench.advance(.seconds(590))
            try expect(try await bench.admin.publish("1", key: "k"), first)
            try await bench.advance(.seconds(660))
            try expect(try await bench.admin.publish("1", key: "k") != first, "remembered")
        },
    ]
}
