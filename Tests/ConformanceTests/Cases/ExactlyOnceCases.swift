import Topics

/// What is leased is leased to one, and what is acknowledged stays so.
enum ExactlyOnceCases {
    private static let once: JSONObject = ["enable_exactly_once_delivery": true]

    static let all: [ConformanceCase] = [
        ConformanceCase("a confirmed acknowledgement is final, and may be said again", .exactlyOnce)
        { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.acknowledge(delivery)
            try await bench.admin.acknowledge(delivery)
            try await bench.advance(.seconds(60))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.restart()
            try await bench.admin.acknowledge(delivery)
            try expect(try await bench.admin.pull().count, 0)
        },
        ConformanceCase("an acknowledgement after the lease is refused", .exactlyOnce) { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.advance(.seconds(11))
            try await bench.admin.expectRefusal(of: .acknowledge([delivery]), .notLeased)
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase(
            "of an acknowledgement that is refused nothing is carried out", .exactlyOnce
        ) { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            try await bench.admin.publish("2")
            let deliveries = try await bench.admin.pull()
            try await bench.admin.reject(deliveries[0])
            try await bench.admin.expectRefusal(of: .acknowledge(deliveries), .notLeased)
            try await bench.expectDepth(waiting: 1, leased: 1)
            try expect(try await bench.admin.acknowledge(deliveries[1]), 1)
        },
        ConformanceCase(
            "an acknowledgement that is remembered is forgotten after ten minutes", .exactlyOnce
        ) { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.acknowledge(delivery)
            try await bench.advance(.seconds(590))
            try await bench.admin.acknowledge(delivery)
            try await bench.advance(.seconds(660))
            try await bench.admin.expectRefusal(of: .acknowledge([delivery]), .notLeased)
        },
        ConformanceCase("a lease survives the loss of its session", .exactlyOnce) { bench in
            try await bench.pair(once)
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            let first = try require(try await node.deliveries().first, "message")
            try await node.breakConnection()
            try await bench.advanceNodes(.seconds(5))
            try expect(try await bench.admin.pull().count, 0)
            try expect(try await bench.admin.acknowledge(first), 1)
            try await bench.expectDepth()
        },
        ConformanceCase("a lease survives the engine", .exactlyOnce, .durability) { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.advance(.seconds(1))
            try await bench.restart(after: .seconds(2))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.expectDepth(leased: 1)
            try await bench.advance(.seconds(5))
            try expect(try await bench.admin.pull().count, 0)
            try expect(try await bench.admin.acknowledge(first), 1)
        },
        ConformanceCase("a lease that ended while the engine was down is over", .exactlyOnce) {
            bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.restart(after: .seconds(60))
            try await bench.admin.expectRefusal(of: .acknowledge([first]), .notLeased)
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("BYE and UNSUBSCRIBE give leases back", .exactlyOnce) { bench in
            try await bench.pair(once)
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("1")
            try expect(try await node.deliveries().attempts, [1])
            try await node.confirm(.unsubscribe(try SubscriptionName("sub")))
            try await node.subscribe()
            try expect(try await node.deliveries().attempts, [2])
            try await node.confirm(.bye)
            try expect(try await bench.admin.pull().attempts, [3])
        },
        ConformanceCase(
            "with ordering, too, one message of a key is leased at a time", .exactlyOnce, .ordering
        ) { bench in
            try await bench.pair(once.with("enable_message_ordering", true))
            for number in 1...2 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await bench.admin.pull()
            try expect(first.texts, ["1"])
            try await bench.admin.acknowledge(first[0])
            try expect(try await bench.admin.pull().texts, ["2"])
        },
        ConformanceCase(
            "a rejected message goes to another, and the first attempt is over", .exactlyOnce
        ) { bench in
            try await bench.pair(once)
            try await bench.admin.publish("1")
            let node = try await bench.node()
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.reject(first)
            let second = try require(try await node.pull().first, "second delivery")
            try expect(second.attempt, 2)
            try await bench.admin.expectRefusal(of: .acknowledge([first]), .notLeased)
            try expect(try await node.acknowledge(second), 1)
        },
        ConformanceCase("it can be switched on and off", .exactlyOnce) { bench in
            try await bench.pair()
            for value: JSONValue in [true, false] {
                let updated = try await bench.admin.request(
                    "subscriptions.update",
                    [
                        "subscription": "sub", "enable_exactly_once_delivery": value,
                        "update_mask": ["enable_exactly_once_delivery"],
                    ])
                try expect(updated["enable_exactly_once_delivery"], value)
            }
        },
    ]
}
