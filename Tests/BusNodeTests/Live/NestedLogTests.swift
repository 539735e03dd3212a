import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct NestedLogTests {
    /// A chain of three services, each of which writes a log and asks the next.
    private func chain(_ body: (Node) async throws -> Void) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving("chain/leaf:1", on: bus) { question in
                try await question.log("leaf")
                return [String("\(question.id)")]
            } _: {
                try await LiveBus.serving("chain/middle:1", on: bus) { question in
                    try await question.log("middle")
                    let below = try await question.child("chain/leaf:1")
                        .answer(to: 0, as: [String].self)
                    return ["\(question.id)"] + below
                } _: {
                    try await LiveBus.serving("chain/root:1", on: bus) { question in
                        var options = Child.Options()
                        options.forwardsLogs = try question.values(as: Bool.self)
                        var answer: [String] = []
                        let child = try question.child("chain/middle:1")
                        for try await event in try await child.ask(0, options) {
                            if case .result(let body) = event.kind { answer = try body.values() }
                        }
                        return answer
                    } _: {
                        try await Node.with(bus, as: "asker", body)
                    }
                }
            }
        }
    }

    private func ask(
        _ node: Node, child: Bool, _ options: Child.Options = Child.Options()
    ) async throws -> (lines: [String], ids: [String]) {
        var (lines, ids): ([String], [String]) = ([], [])
        for try await event in try await node.child("chain/root:1").ask(child, options) {
            if case .log(let record) = event.kind { lines.append(record.message) }
            if case .result(let body) = event.kind { ids = try body.values() }
        }
        return (lines, ids)
    }

    @Test func `the logs of sub-questions come up with one prefix a hop`() async throws {
        try await chain { node in
            let (lines, ids) = try await ask(node, child: true)
            try #require(ids.count == 2)
            #expect(
                lines == [
                    "[chain/middle:1 | \(ids[0])] middle",
                    "[chain/middle:1 | \(ids[0])] [chain/leaf:1 | \(ids[1])] leaf",
                ])
        }
    }

    @Test func `a handler can do without the log of its child`() async throws {
        try await chain { node in
            let log = try await ask(node, child: false).lines
            #expect(log.isEmpty)
        }
    }

    @Test func `a parent that wants no log gets none from below either`() async throws {
        try await chain { node in
            var options = Child.Options()
            options.forwardsLogs = false
            let log = try await ask(node, child: true, options).lines
            #expect(log.isEmpty)
        }
    }
}
