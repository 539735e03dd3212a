import Topics

/// A subscription owes what passes its filter.
enum FilterCases {
    /// A filter, and whether messages pass: one with a = 1 and b = prefix-x, one with a = 2, one with nothing.
    private static let filters: [(String, [Bool])] = [
        (#"attributes:a"#, [true, true, false]),
        (#"NOT attributes:a"#, [false, false, true]),
        (#"-attributes:a"#, [false, false, true]),
        (#"attributes.a = "1""#, [true, false, false]),
        (#"attributes.a != "1""#, [false, true, true]),
        (#"hasPrefix(attributes.b, "prefix-")"#, [true, false, false]),
        (#"attributes:a AND attributes:b"#, [true, false, false]),
        (#"attributes.a = "1" OR attributes.a = "2""#, [true, true, false]),
        (#"attributes:a AND (attributes:b OR attributes.a = "2")"#, [true, true, false]),
        (#"attributes."a" = "\x31""#, [true, false, false]),
    ]
    private static let messages: [[String: String]] = [
        ["a": "1", "b": "prefix-x"], ["a": "2"], [:],
    ]

    static let all: [ConformanceCase] = [
        ConformanceCase("a subscription owes what passes its filter", .contentFilter) { bench in
            try await bench.topic()
            for (number, filter) in filters.enumerated() {
                try await bench.subscription("sub-\(number)", ["filter": .string(filter.0)])
            }
            for (number, attributes) in messages.enumerated() {
                try await bench.admin.publish("\(number)", attributes)
            }
            for (number, filter) in filters.enumerated() {
                let passing = filter.1.indices.filter { filter.1[$0] }.map { "\($0)" }
                let texts = try await bench.admin.pull(from: "sub-\(number)").texts
                try expect(texts, passing, filter.0)
            }
        },
        ConformanceCase("a filter that cannot be read is refused", .contentFilter) { bench in
            try await bench.topic()
            for filter in [
                "attributes", "attributes.a", "attributes.a = 1", "attributes:a and attributes:b",
                "attributes:a AND attributes:b OR attributes:c", "(attributes:a", "hasPrefix(a, b)",
            ] {
                try await bench.admin.expectRefusal(
                    of: .subscription("sub", topic: "weather", filter: filter), .malformed)
                try await bench.admin.expectRefusal(
                    of: "subscriptions.create",
                    ["subscription": "sub", "topic": "weather", "filter": .string(filter)],
                    .malformed)
            }
        },
        ConformanceCase("a filter has 1,024 bytes at most", .contentFilter) { bench in
            try await bench.topic()
            let frame = #"attributes.a = """#
            let fitting = #"attributes.a = ""# + String(repeating: "x", count: 1_024 - frame.count)
            try await bench.admin.subscribe("sub", topic: "weather", filter: fitting + "\"")
            try await bench.admin.expectRefusal(
                of: .subscription("other", topic: "weather", filter: fitting + "x\""), .malformed)
        },
    ]
}
