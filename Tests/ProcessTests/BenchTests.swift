import BusNode
import Foundation
import ProcessSupport
import Testing

/// `busnode bench` against a bus of its own.
@Suite(.timeLimit(.minutes(1))) struct `Measuring a bus` {
    @Test func `says how long questions, publishes and deliveries take`() async throws {
        let bus = try await TestBus()
        let bench = try bus.command("bench", "--for", "50ms", "--in-flight", "8", "--json")
        #expect(try await bench.status() == 0, "\(bench.errors)")
        let rows = try bench.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        #expect(
            rows.map { "\($0["what"]?.string ?? "") \($0["in_flight"]?.integer ?? 0)" } == [
                "question 1", "question 8", "publish 1", "publish 8", "delivery 8",
            ])
        for row in rows {
            let (median, most) = (row["p50_us"]?.double ?? 0, row["p99_us"]?.double ?? 0)
            #expect(median > 0 && most >= median, "\(row)")
            #expect((row["per_second"]?.double ?? 0) > 0, "\(row)")
        }
        #expect(bench.errors.contains("5 of 5"), "\(bench.errors)")
        try await expectNothingLeft(on: bus)
        #expect(try await bus.stop() == 0)
    }

    @Test func `ends when it is interrupted`() async throws {
        let bus = try await TestBus()
        let bench = try bus.command("bench", "--for", "60s")
        try await eventually("the first measurement") {
            bench.errors.contains("1 of 5") ? () : nil
        }
        bench.terminate()
        #expect(try await bench.status() == 130, "\(bench.errors)")
        #expect(bench.output.isEmpty)
        try await expectNothingLeft(on: bus)
        #expect(try await bus.stop() == 0)
    }

    @Test(arguments: [3, 5])
    func `leaves nothing behind when it is interrupted`(step: Int) async throws {
        let bus = try await TestBus()
        let bench = try bus.command("bench", "--for", "1s")
        try await eventually("measurement \(step)") {
            bench.errors.contains("\(step) of 5") ? () : nil
        }
        bench.terminate()
        // On a busy machine it may be done before it is interrupted.
        let status = try await bench.status()
        #expect([0, 130].contains(status), "\(bench.errors)")
        #expect(bench.output.isEmpty == (status == 130))
        try await expectNothingLeft(on: bus)
        #expect(try await bus.stop() == 0)
    }

    @Test func `shows a table to a person`() async throws {
        let bus = try await TestBus()
        let bench = try bus.command("bench", "--for", "10ms", "--in-flight", "1")
        #expect(try await bench.status() == 0, "\(bench.errors)")
        let lines = bench.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("WHAT") == true)
        #expect(
            lines.dropFirst().map { $0.prefix { $0 != " " } } == [
                "question", "publish", "delivery",
            ])
        #expect(try await bus.stop() == 0)
    }

    private func expectNothingLeft(on bus: TestBus) async throws {
        try await Node.with(bus.address, as: "tester") { node in
            let (topics, subscriptions) = (try await node.topics(), try await node.subscriptions())
            #expect(topics.isEmpty)
            #expect(subscriptions.isEmpty)
        }
    }
}
