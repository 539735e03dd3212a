import Topics

/// Leases end when they should, and not before.
enum AckDeadlineCases {
    static let all: [ConformanceCase] = [
        ConformanceCase("a lease that ends gives the message out again", .ackDeadline) { bench in
            try await bench.pair(["ack_deadline_seconds": 20])
            try await bench.admin.publish("1")
            let first = try await bench.admin.pull()
            try expect(first.map(\.leaseMilliseconds), [20_000])
            try await bench.advance(.seconds(19))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.expectDepth(leased: 1)
            try await bench.advance(.seconds(2))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("EXTEND counts from now, and may shorten the lease", .ackDeadline) {
            bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.advance(.seconds(9))
            try await bench.admin.extend(delivery, by: .seconds(30))
            try await bench.advance(.seconds(28))
            try expect(try await bench.admin.pull().count, 0)
            try await bench.admin.extend(delivery, by: .seconds(1))
            try await bench.advance(.seconds(2))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("EXTEND by nothing ends the lease", .ackDeadline) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.extend(delivery, by: .zero)
            try await bench.advance(.seconds(1))
            try expect(try await bench.admin.pull().attempts, [2])
        },
        ConformanceCase("EXTEND and REJECT need the lease", .ackDeadline, .nack) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let node = try await bench.node()
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await node.expectRefusal(of: .extend(.of(delivery, .seconds(1))), .notLeased)
            try await node.expectRefusal(of: .reject(.of(delivery, .zero)), .notLeased)
            var other = delivery
            other.attempt = 2
            try await bench.admin.expectRefusal(of: .reject(.of(other, .zero)), .notLeased)
            try await bench.admin.acknowledge(delivery)
            try await bench.admin.expectRefusal(
                of: .extend(.of(delivery, .seconds(1))), .notLeased)
        },
        ConformanceCase("an acknowledgement just after the lease settles the message", .ackDeadline)
        { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let delivery = try require(try await bench.admin.pull().first, "message")
            try await bench.advance(.seconds(11))
            try expect(try await bench.admin.acknowledge(delivery), 1)
            try expect(try await bench.admin.pull().count, 0)
        },
        ConformanceCase(
            "an acknowledgement under an older attempt counts for nothing", .ackDeadline
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            let first = try require(try await bench.admin.pull().first, "message")
            try await bench.admin.reject(first)
            let second = try require(try await bench.admin.pull().first, "second delivery")
            try expect(try await bench.admin.acknowledge(first), 0)
            try await bench.expectDepth(leased: 1)
            try expect(try await bench.admin.acknowledge(second), 1)
        },
        ConformanceCase(
            "setting the calendar ends no lease and removes no message", .ackDeadline, .retention
        ) { bench in
            try await bench.pair()
            try await bench.admin.publish("1")
            try await bench.admin.publish("2", lives: .seconds(100))
            let deliveries = try await bench.admin.pull(1)
            for duration in [Duration.seconds(40 * 86_400), .seconds(-80 * 86_400)] {
                try await bench.engine.setCalendar(by: duration)
                try await bench.advance(.seconds(2))
                try await bench.expectDepth(waiting: 1, leased: 1)
                try expect(try await bench.admin.fetch().count, 2)
            }
            try expect(try await bench.admin.acknowledge(deliveries[0]), 1)
            try expect(try await bench.admin.pull().texts, ["2"])
        },
    ]
}
