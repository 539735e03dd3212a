import Topics

/// Some messages, now.
enum PullCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("PULL gives what is there, up to its limit", .pullAndPush) { bench in
            try await bench.pair()
            for number in 1...3 { try await bench.admin.publish("\(number)") }
            try expect(try await bench.admin.pull(2).texts, ["1", "2"])
            try expect(try await bench.admin.pull(2).texts, ["3"])
            try expect(try await bench.admin.pull(2).count, 0)
        },
        ConformanceCase("PULL waits for the first message", .pullAndPush) { bench in
            try await bench.pair()
            let node = try await bench.node()
            let pull = PullRequest(
                subscription: try SubscriptionName("sub"), limit: 5, waitMilliseconds: 600_000)
            let correlation = try await node.send(.pull(pull))
            try expect(try await node.deliveries(answering: correlation).count, 0)
            try await bench.admin.publish("1")
            let deliveries = try await node.deliveries(answering: correlation)
            try expect(deliveries.texts, ["1"])
            guard case .confirmed(1) = try await node.answer(to: correlation) else {
                throw Mismatch("PULL is not confirmed with 1")
            }
            try expect(try await node.acknowledge(deliveries[0]), 1)
        },
        ConformanceCase("PULL ends with nothing when nothing came in time", .pullAndPush) { bench in
            try await bench.pair()
            let node = try await bench.node()
            let pull = PullRequest(
                subscription: try SubscriptionName("sub"), limit: 5, waitMilliseconds: 5_000)
            let correlation = try await node.send(.pull(pull))
            try await bench.advance(.seconds(4))
            try expect(try await node.answer(to: correlation) == nil, "PULL ended early")
            try await bench.advance(.seconds(2))
            guard case .confirmed(0) = try await node.answer(to: correlation) else {
                throw Mismatch("PULL is not confirmed with 0")
            }
            try await bench.admin.publish("1")
            try await bench.expectDepth(waiting: 1)
        },
        ConformanceCase("PULL needs the subscription", .pullAndPush) { bench in
            let pull = PullRequest(subscription: try SubscriptionName("sub"), limit: 1)
            try await bench.admin.expectRefusal(of: .pull(pull), .notFound)
        },
        ConformanceCase("a session has its window and its PULLs apart", .pullAndPush, .flowControl)
        { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe(window: 1)
            for number in 1...3 { try await bench.admin.publish("\(number)") }
            try expect(try await node.deliveries().texts, ["1"])
            let pulled = try await node.pull(1)
            try expect(pulled.texts, ["2"])
            try await node.acknowledge(pulled[0])
            try expect(try await node.deliveries().count, 0)
        },
        ConformanceCase("what was pulled is given back when the session ends", .pullAndPush) {
            bench in
            try await bench.pair()
            let node = try await bench.node()
            try await bench.admin.publish("1")
            try expect(try await node.pull().attempts, [1])
            try await node.confirm(.bye)
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("PULL takes 16,000,000 bytes at most, but for one message", .pullAndPush) {
            bench in
            try await bench.pair()
            let payload = String(repeating: "x", count: 7_000_000)
            for _ in 1...3 { try await bench.admin.publish(payload) }
            try expect(try await bench.admin.pull().count, 2)
            try expect(try await bench.admin.pull().count, 1)
        },
    ]
}
