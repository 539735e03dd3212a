import Topics

/// Messages that end, and messages that begin later.
enum MessageTimeCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a message is not given out when its time is over", .timeToLive) { bench in
            try await bench.pair()
            try await bench.admin.publish("1", lives: .seconds(30))
            try await bench.admin.publish("2")
            try await bench.advance(.seconds(31))
            try await bench.expectDepth(waiting: 1)
            try expect(try await bench.standing()["expired"]?.integer, 1)
            try expect(try await bench.admin.pull().texts, ["2"])
        },
        ConformanceCase("a message is given out while its time lasts", .timeToLive) { bench in
            try await bench.pair()
            try await bench.admin.publish("1", lives: .seconds(30))
            try await bench.advance(.seconds(28))
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase(
            "a leased message can be acknowledged after its time, but not given out again",
            .timeToLive
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1", lives: .seconds(5))
            try await bench.admin.publish("2", lives: .seconds(5))
            let deliveries = try await bench.admin.pull()
            try await bench.advance(.seconds(7))
            try expect(try await bench.admin.acknowledge(deliveries[0]), 1)
            try await bench.admin.reject(deliveries[1])
            try expect(try await bench.admin.pull().count, 0)
            try await bench.expectDepth()
        },
        ConformanceCase(
            "a message whose time is over during its last lease is settled with it", .timeToLive
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1", lives: .seconds(5))
            _ = try await bench.admin.pull()
            try await bench.advance(.seconds(7))
            try await bench.expectDepth(leased: 1)
            try await bench.advance(.seconds(6))
            try await bench.expectDepth()
            try expect(try await bench.standing()["expired"]?.integer, 1)
        },
        ConformanceCase("a message's time goes on while the engine is down", .timeToLive) { bench in
            try await bench.pair()
            try await bench.admin.publish("1", lives: .seconds(60))
            try await bench.admin.publish("2", lives: .seconds(30))
            try await bench.restart(after: .seconds(40))
            try expect(try await bench.admin.pull().texts, ["1"])
        },
        ConformanceCase("a delayed message is not given out before its time", .delay) { bench in
            try await bench.pair()
            let node = try await bench.node()
            try await node.subscribe()
            try await bench.admin.publish("later", delay: .seconds(30))
            try await bench.admin.publish("now")
            let now = try await node.deliveries()
            try expect(now.texts, ["now"])
            try await bench.expectDepth(delayed: 1, leased: 1)
            try await node.acknowledge(now[0])
            try await bench.advance(.seconds(28))
            try expect(try await node.deliveries().count, 0)
            try await bench.advance(.seconds(3))
            try expect(try await node.deliveries().texts, ["later"])
        },
        ConformanceCase("a delay goes on over a restart", .delay) { bench in
            try await bench.pair()
            try await bench.admin.publish("later", delay: .seconds(60))
            try await bench.advance(.seconds(20))
            try await bench.restart(after: .seconds(20))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(21))
            try expect(try await bench.admin.pull().texts, ["later"])
        },
        ConformanceCase("a message may be delayed for days", .delay) { bench in
            try await bench.pair(["message_retention_seconds": 2_678_400])
            try await bench.admin.publish("later", delay: .seconds(20 * 86_400))
            try await bench.advance(.seconds(19 * 86_400))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.advance(.seconds(86_500))
            try expect(try await bench.admin.pull().texts, ["later"])
        },
        ConformanceCase("a message with an ordering key has no delay", .delay) { bench in
            try await bench.pair()
            let publication = Publication(
                topic: try TopicName("weather"), orderingKey: "k", delayMilliseconds: 1,
                payload: Payload("1"))
            try await bench.admin.expectRefusal(of: .publish(publication), .malformed)
        },
    ]
}
