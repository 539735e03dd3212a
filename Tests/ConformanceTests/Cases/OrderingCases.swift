import Topics

/// Messages of a key come in order.
enum OrderingCases {
    private static let ordered: JSONObject = ["enable_message_ordering": true]

    static let all: [ConformanceCase] = [
        ConformanceCase("messages of a key come in order, whatever their priority", .ordering) {
            bench in
            try await bench.pair(ordered)
            try await bench.admin.publish("1", ordering: "k", priority: 0)
            try await bench.admin.publish("2", ordering: "k", priority: 9)
            try await bench.admin.publish("3", ordering: "k", priority: 5)
            try expect(try await bench.admin.pull().texts, ["1", "2", "3"])
        },
        ConformanceCase(
            "while a message of a key is leased, later ones go to the same session only", .ordering
        ) { bench in
            try await bench.pair(ordered)
            let node = try await bench.node()
            for number in 1...3 { try await bench.admin.publish("\(number)", ordering: "k") }
            try await bench.admin.publish("other", ordering: "o")
            let first = try await bench.admin.pull(1)
            try expect(first.texts, ["1"])
            try expect(try await node.pull().texts, ["other"])
            try expect(try await bench.admin.pull(1).texts, ["2"])
            try await bench.admin.acknowledge(first[0])
            try expect(try await node.pull().count, 0)
        },
        ConformanceCase(
            "when one is given back, the later ones of its key come again too", .ordering
        ) { bench in
            try await bench.pair(ordered)
            for number in 1...3 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await bench.admin.pull()
            try expect(first.texts, ["1", "2", "3"])
            try await bench.admin.reject(first[0])
            let again = try await bench.admin.pull()
            try expect(again.texts, ["1", "2", "3"])
            try expect(again.attempts, [2, 2, 2])
            try expect(try await bench.admin.acknowledge(first[1]), 0, "of the first attempt")
            for delivery in again { try await bench.admin.acknowledge(delivery) }
            try await bench.expectDepth()
        },
        ConformanceCase("even those that were acknowledged come again", .ordering) { bench in
            try await bench.pair(ordered)
            for number in 1...3 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await bench.admin.pull()
            try await bench.admin.acknowledge(first[1])
            try await bench.admin.acknowledge(first[2])
            try await bench.advance(.seconds(11))
            let again = try await bench.admin.pull()
            try expect(again.texts, ["1", "2", "3"])
            try expect(again.attempts, [2, 2, 2])
        },
        ConformanceCase("an acknowledgement is final when all before it are settled", .ordering) {
            bench in
            try await bench.pair(ordered)
            for number in 1...3 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await bench.admin.pull()
            try await bench.admin.acknowledge(first[1])
            try await bench.admin.acknowledge(first[0])
            try await bench.admin.reject(first[2])
            try expect(try await bench.admin.pull().texts, ["3"])
        },
        ConformanceCase("a key that is kept back keeps back no other key", .ordering, .backOff) {
            bench in
            try await bench.pair(
                ordered.with("retry_policy", ["minimum_backoff_seconds": 10]))
            try await bench.admin.publish("1", ordering: "k")
            try await bench.admin.publish("2", ordering: "k")
            let first = try await bench.admin.pull(1)
            try await bench.admin.reject(first[0])
            try await bench.admin.publish("other", ordering: "o")
            try await bench.admin.publish("free")
            try expect(try await bench.admin.pull().texts, ["other", "free"])
            try await bench.advance(.seconds(11))
            try expect(try await bench.admin.pull().texts, ["1", "2"])
        },
        ConformanceCase("a dead letter lets those behind it go on", .ordering, .deadLetter) {
            bench in
            try await bench.topic("graveyard")
            try await bench.pair(
                ordered.with("dead_letter_policy", ["dead_letter_topic": "graveyard"]))
            try await bench.admin.publish("1", ordering: "k")
            try await bench.admin.publish("2", ordering: "k")
            for _ in 1...5 {
                let delivery = try require(try await bench.admin.pull(1).first, "message")
                try expect(delivery.text, "1")
                try await bench.admin.reject(delivery)
            }
            try expect(try await bench.admin.pull().texts, ["2"])
        },
        ConformanceCase(
            "a message whose time is over lets those behind it go on", .ordering, .timeToLive
        ) { bench in
            try await bench.pair(ordered)
            try await bench.admin.publish("1", ordering: "k", lives: .seconds(5))
            try await bench.admin.publish("2", ordering: "k")
            try await bench.advance(.seconds(6))
            try expect(try await bench.admin.pull().texts, ["2"])
        },
        ConformanceCase("a subscription without ordering has none", .ordering) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await bench.admin.publish("1", ordering: "k")
            try await bench.admin.publish("2", ordering: "k")
            let first = try await bench.admin.pull(1)
            try expect(try await node.pull().texts, ["2"])
            try await bench.admin.reject(first[0])
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase("order is kept over a restart", .ordering, .durability) { bench in
            try await bench.pair(ordered)
            for number in 1...4 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await bench.admin.pull(2)
            try await bench.admin.acknowledge(first[0])
            try await bench.restart()
            try expect(try await bench.admin.pull().texts, ["2", "3", "4"])
        },
        ConformanceCase(
            "an attached session gets a key in order, window by window", .ordering, .flowControl
        ) { bench in
            try await bench.pair(ordered)
            let node = try await bench.node()
            try await node.subscribe(window: 2)
            for number in 1...4 { try await bench.admin.publish("\(number)", ordering: "k") }
            let first = try await node.deliveries()
            try expect(first.texts, ["1", "2"])
            try await node.acknowledge(first[0])
            try await node.acknowledge(first[1])
            try expect(try await node.deliveries().texts, ["3", "4"])
        },
    ]
}
