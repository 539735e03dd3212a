import Topics

/// What is too large is refused, and what just fits is carried.
enum LimitCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a payload may have 10,000,000 bytes", .maxMessage) { bench in
            try await bench.pair()
            let payload = String(repeating: "x", count: 10_000_000)
            try await bench.admin.publish(payload)
            try expect(try await bench.admin.pull().map(\.message.payload.count), [10_000_000])
        },
        ConformanceCase("a payload may be empty", .maxMessage) { bench in
            try await bench.pair()
            try await bench.admin.publish("")
            try expect(try await bench.admin.pull().texts, [""])
        },
        ConformanceCase("a message may have 100 attributes of the largest size", .headers) {
            bench in
            try await bench.pair()
            var attributes: [String: String] = [:]
            for number in 0..<100 {
                let key = "\(number)" + String(repeating: "k", count: 253)
                attributes[key] = String(repeating: "v", count: 1_024)
            }
            try await bench.admin.publish("1", attributes)
            try expect(
                try await bench.admin.pull().map(\.message.attributes.dictionary), [attributes])
        },
        ConformanceCase("an ordering key may have 1,024 bytes", .ordering) { bench in
            try await bench.pair(["enable_message_ordering": true])
            let key = String(repeating: "k", count: 1_024)
            try await bench.admin.publish("1", ordering: key)
            try expect(try await bench.admin.pull().map(\.message.orderingKey), [key])
        },
        ConformanceCase("an acknowledgement may name 1,024 messages", .flowControl) { bench in
            try await bench.pair()
            for _ in 0..<1_024 { try await bench.admin.publish("") }
            let deliveries = try await bench.admin.pull(1_024)
            try expect(deliveries.count, 1_024)
            try expect(try await bench.admin.confirm(.acknowledge(deliveries)), 1_024)
        },
    ]
}
