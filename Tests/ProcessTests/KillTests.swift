import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Nodes are killed in the middle of their work, and nothing that was confirmed is lost.
@Suite struct `Processes that are killed` {
    /// `BUSNODE_KILL_QUESTIONS=10000` is the full size.
    private static let count =
        ProcessInfo.processInfo.environment["BUSNODE_KILL_QUESTIONS"].flatMap(Int.init) ?? 300
    private static let parents = 4
    /// Questions that each parent has open at a time.
    private static let parallel = 16

    @Test(.timeLimit(.minutes(10)))
    func `leave every question with exactly one end`() async throws {
        let bus = try await TestBus()
        let go = bus.folder.file("go")
        let seen = SeenAnswers()
        var instances: [Int32: (String, Program)] = [:]
        for name in ["one", "two", "three"] {
            let instance = try bus.echo("test/echo:1.0.0", name: name)
            instances[instance.id] = (name, instance)
        }
        let began = ContinuousClock.now
        let address = bus.address
        try await withThrowingTaskGroup(of: Void.self) { group in
            for parent in 0..<Self.parents {
                let range = Self.range(of: parent)
                group.addTask { try await Self.ask(range, until: go, at: address, seen) }
            }
            // The first question of each parent waits for the file: whoever has the first has a
            // question when he is killed.
            let holder = try await eventually("an instance with a question") {
                seen.holders.first
            }
            let (name, instance) = try #require(instances[holder])
            instances[holder] = nil
            instance.kill()
            #expect(try await instance.status() == -SIGKILL)
            try bus.folder.write([], to: "go")
            try await eventually("a third of the answers") {
                seen.count > Self.count / 3 ? () : nil
            }
            bus.backbone.kill()
            #expect(try await bus.backbone.status() == -SIGKILL)
            try await bus.restart()
            let again = try bus.echo("test/echo:1.0.0", name: name)
            instances[again.id] = (name, again)
            try await group.waitForAll()
        }
        let duration = ContinuousClock.now - began
        try await Self.check(seen, on: bus)
        for (_, instance) in instances.values {
            instance.terminate()
            #expect(try await instance.status() == 0)
        }
        #expect(try await bus.stop() == 0)
        let ledger = try Ledger(of: bus.store)
        #expect(ledger.questions == Self.count)
        #expect(ledger.open == 0)
        #expect(ledger.ends == Self.count)
        #expect(ledger.endedOnce == Self.count)
        #expect(ledger.answeredLater >= 1)
        print("\(Self.count) questions in \(duration), \(ledger.answeredLater) at a later attempt")
    }

    private static func range(of parent: Int) -> Range<Int> {
        count * parent / parents..<count * (parent + 1) / parents
    }

    private static func ask(
        _ range: Range<Int>, until file: String, at bus: BusAddress, _ seen: SeenAnswers
    ) async throws {
        try await Node.with(bus, as: "parent \(range)", within: .seconds(30)) { node in
            let child = try node.child("test/echo:1.0.0")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in range {
                    if number >= range.lowerBound + parallel { try await group.next() }
                    let values: JSONValue =
                        number == range.lowerBound
                        ? ["n": JSONValue(number), "until": .string(file)]
                        : ["n": JSONValue(number)]
                    group.addTask { try await ask(values, of: child, seen) }
                }
                try await group.waitForAll()
            }
        }
    }

    /// Asks one question and looks at the whole of its stream.
    private static func ask(
        _ values: JSONValue, of child: Child, _ seen: SeenAnswers
    ) async throws {
        var options = Child.Options()
        options.waitsForService = true
        let conversation = try await child.ask(values, options)
        var numbers: [UInt32] = []
        var answers: [JSONValue] = []
        var attempt: UInt32 = 0
        for try await event in conversation {
            numbers.append(event.event.number)
            attempt = event.event.attempt
            switch event.kind {
            case .monitor(let body):
                guard values["until"] != nil, let process = try body.json()["pid"]?.integer else {
                    break
                }
                seen.add(holder: Int32(process))
            case .result(let body): answers.append(try body.json())
            case .exception, .cancelled: Issue.record("\(values): \(event.kind)")
            case .acknowledged, .heartbeat, .log: break
            }
        }
        #expect(numbers == Array(1...UInt32(max(numbers.count, 1))), "of \(values)")
        #expect(answers == [values])
        seen.add(conversation.question, attempt: attempt)
    }

    private static func check(_ seen: SeenAnswers, on bus: TestBus) async throws {
        #expect(seen.count == count)
        let later = try #require(seen.answeredLater.first)
        let events = try bus.command("events", "--question", "\(later)", "--json")
        #expect(try await events.status() == 0)
        let lines = try events.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
        let ends = lines.filter { $0["event"]?["kind"]?.string == "result" }
        #expect(ends.count == 1)
        #expect((ends.first?["attempt"]?.integer ?? 0) > 1)
        try await Node.with(bus.address, as: "reader") { node in
            for question in seen.sample(20) {
                let reply = try await node.request(
                    "questions.list", of: "backbone", ["question": .string("\(question)")])
                #expect(reply["questions"]?.array?.first?["ended"]?.bool == true)
            }
        }
    }
}
