import Topics

/// Messages go to the sessions that are attached.
enum DeliveryCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a message comes as it was published", .headers) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            let attributes = ["a": "1", "googclient_traceparent": "00-1-2-01"]
            let id = try await bench.admin.publish("body", ordering: "key", attributes)
            let delivery = try require(try await node.deliveries().first, "DELIVER")
            try expect(delivery.subscription.text, "sub")
            try expect(delivery.attempt, 1)
            try expect(delivery.leaseMilliseconds, 10_000)
            try expect(delivery.message.id.number, id)
            try expect(delivery.message.topic.text, "weather")
            try expect(delivery.message.contentType, "application/json")
            try expect(delivery.message.orderingKey, "key")
            try expect(delivery.message.attributes.dictionary, attributes)
            try expect(delivery.text, "body")
        },
        ConformanceCase("a session gets no more messages than its window", .flowControl) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe(window: 2)
            for text in ["1", "2", "3"] { try await bench.admin.publish(text) }
            let first = try await node.deliveries()
            try expect(first.texts, ["1", "2"])
            try await node.acknowledge(first[0])
            try expect(try await node.deliveries().texts, ["3"])
        },
        ConformanceCase(
            "a session gets no more bytes than its window, but for one message", .flowControl
        ) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe(bytes: 4)
            for text in ["123456", "12", "123", "4"] { try await bench.admin.publish(text) }
            let first = try await node.deliveries()
            try expect(first.texts, ["123456"])
            try await node.acknowledge(first[0])
            let second = try await node.deliveries()
            try expect(second.texts.first, "12")
            try expect(second.reduce(0) { $0 + $1.text.count } <= 4, "more than 4 bytes")
        },
        ConformanceCase("a window of nothing pauses", .flowControl) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe(window: 0)
            try await bench.admin.publish("1")
            try expect(try await node.deliveries().count, 0)
            try await node.subscribe(window: 1)
            try expect(try await node.deliveries().texts, ["1"])
        },
        ConformanceCase("the sessions of a subscription share its messages", .loadBalancing) {
            bench in
            try await bench.pair()
            let first = try await bench.node("first")
            let second = try await bench.node("second")
            try await first.subscribe()
            try await second.subscribe()
            for number in 1...10 { try await bench.admin.publish("\(number)") }
            let left = try await first.deliveries().texts
            let right = try await second.deliveries().texts
            try expect(Set(left + right).count, 10)
            try expect(left.count + right.count, 10)
            try expect(!left.isEmpty && !right.isEmpty, "one session got all")
        },
        ConformanceCase(
            "what a session leaves goes to another, in the next attempt", .loadBalancing
        ) { bench in
            try await bench.pair()
            let first = try await bench.node("first")
            try await first.subscribe()
            try await bench.admin.publish("1")
            try expect(try await first.deliveries().attempts, [1])
            let second = try await bench.node("second")
            try await second.subscribe()
            try await first.confirm(.bye)
            let delivery = try require(try await second.deliveries().first, "second delivery")
            try expect(delivery.text, "1")
            try expect(delivery.attempt, 2)
        },
        ConformanceCase("a session that detaches gives back what it has", .loadBalancing) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            try await node.confirm(.unsubscribe(try SubscriptionName("sub")))
            try await node.expectRefusal(of: .unsubscribe(try SubscriptionName("sub")), .notFound)
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase(
            "a session that comes back has its leases, under the same attempt", .durableSubscription
        ) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            try expect(try await node.deliveries().attempts, [1])
            try await node.breakConnection()
            try expect(try await node.join().isResumed, true)
            try await node.subscribe()
            let again = try await node.deliveries()
            try expect(again.attempts, [1])
            try expect(try await node.acknowledge(again[0]), 1)
        },
        ConformanceCase("a settled message does not come again", .durability) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try expect(try await bench.admin.acknowledge(delivery), 1)
            try expect(try await bench.admin.acknowledge(delivery), 0)
            try await bench.restart()
            try expect(try await bench.admin.pull().count, 0)
            try await bench.expectDepth()
        },
        ConformanceCase(
            "a message that is not settled survives the engine, in the same or a later attempt",
            .durability
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.restart()
            let again = try require(try await bench.admin.pull().first, "message after the restart")
            try expect(again.text, "1")
            try expect(again.attempt >= first.attempt, "the attempt went back")
        },
        ConformanceCase("messages are numbered in order, also after a restart", .durability) {
            bench in
            try await bench.topic()
            let first = try await bench.admin.publish("1")
            let second = try await bench.admin.publish("2")
            try await bench.restart()
            let third = try await bench.admin.publish("3")
            try expect(first < second && second < third, "\(first), \(second), \(third)")
        },
        ConformanceCase("a settled message can be fetched while its topic keeps it", .retention) {
            bench in
            try await bench.pair()
            let first = try await bench.admin.publish("1")
            let second = try await bench.admin.publish("2")
            for delivery in try await bench.admin.pull() {
                try await bench.admin.acknowledge(delivery)
            }
            let fetched = try await bench.admin.fetch()
            try expect(fetched.map(\.message.id.number), [first, second])
            try expect(fetched.map(\.previous.number), [0, first])
            try expect(try await bench.admin.fetch(after: first).count, 1)
            try expect(try await bench.admin.fetch(before: second).count, 1)
            try expect(try await bench.admin.fetch(limit: 1).count, 1)
        },
    ]
}
