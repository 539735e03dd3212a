import Topics

/// What matters more goes first.
enum PriorityCases {
    static let all: [ConformanceCase] = [
        ConformanceCase(
            "messages of higher priority go first, among equals the oldest", .priorities
        ) { bench in
            try await bench.pair()
            for (text, priority): (String, UInt8) in [("a", 0), ("b", 9), ("c", 5), ("d", 9)] {
                try await bench.admin.publish(text, priority: priority)
            }
            try expect(try await bench.admin.pull(3).texts, ["b", "d", "c"])
            try expect(try await bench.admin.pull().texts, ["a"])
        },
        ConformanceCase("what was given back goes first among its equals only", .priorities, .nack)
        { bench in
            try await bench.pair()
            try await bench.admin.publish("low", priority: 1)
            try await bench.admin.publish("first", priority: 3)
            let first = try await bench.admin.pull(1)
            try expect(first.texts, ["first"])
            try await bench.admin.publish("second", priority: 3)
            try await bench.admin.publish("high", priority: 4)
            try await bench.admin.reject(first[0])
            try expect(try await bench.admin.pull().texts, ["high", "first", "second", "low"])
        },
        ConformanceCase("priorities outlive the engine", .priorities) { bench in
            try await bench.pair()
            try await bench.admin.publish("low")
            try await bench.admin.publish("high", priority: 1)
            try await bench.restart()
            try expect(try await bench.admin.pull().texts, ["high", "low"])
        },
    ]
}
