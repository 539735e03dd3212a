import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RecordsTests {
    private let parent = "site/conditions:1.0.0"

    /// A parent with two sub-questions to its child, which writes a log; the child refuses -1.
    private func serving(_ body: (Node, BusAddress) async throws -> Void) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving("site/wind:1.0.0", on: bus) { question in
                try await question.log("measuring")
                let value = try question.values(as: Int.self)
                guard value >= 0 else { throw RemoteException(type: "Calm", message: "no wind") }
                return value * 2
            } _: {
                var settings = Service.Settings()
                settings.children = try Children(["wind": "site/wind:1.0.0"])
                try await LiveBus.serving(parent, on: bus, settings: settings) { question in
                    let value = try question.values(as: Int.self)
                    try await question.monitor(["value": value])
                    let wind = try question.children["wind"]
                    let first = try await wind.answer(to: value, as: Int.self)
                    return try await first + wind.answer(to: first, as: Int.self)
                } _: {
                    try await Node.with(bus, as: "asker") { try await body($0, bus) }
                }
            }
        }
    }

    @Test func `a question is seen as a tree with its sub-questions`() async throws {
        try await serving { node, bus in
            let conversation = try await node.child(parent).ask(3)
            _ = try await conversation.answer()
            let tree = try await node.tree(of: conversation.question)
            #expect(tree.question.recipient.description == parent)
            #expect(
                tree.events.map(\.kind)
                    == [.deliveryAcknowledgement, .monitorMessage, .logRecord, .logRecord, .result])
            #expect(tree.children.map(\.key) == ["wind", "wind"])
            #expect(tree.children.map { try? $0.body.values(as: Int.self) } == [3, 6])
            #expect(tree.children.allSatisfy { $0.end?.kind == .result && $0.attempts == 1 })
            let child = try #require(tree.children.first)
            let below = try await node.tree(of: child.question.id)
            #expect(below.children.isEmpty)
            #expect(below.events.map(\.kind) == child.events.map(\.kind))
        }
    }

    @Test func `looking at a question takes nothing from who reads it`() async throws {
        try await serving { node, bus in
            let conversation = try await node.child(parent).ask(3)
            var kinds: [EventKind] = []
            for try await event in conversation {
                kinds.append(event.event.kind)
                async let first = node.tree(of: conversation.question)
                async let second = node.tree(of: conversation.question)
                let trees = try await [first, second]
                #expect(trees.allSatisfy { $0.events.count >= kinds.count })
            }
            #expect(kinds.last == .result)
            #expect(kinds.count == 5)
        }
    }

    @Test func `events are found by question, parent and originator`() async throws {
        try await serving { node, bus in
            let conversation = try await node.child(parent).ask(3)
            _ = try await conversation.answer()
            let id = conversation.question
            let own = try await node.records(EventQuery(.question(id)))
            #expect(
                own.map(\.kind)
                    == [
                        .question, .deliveryAcknowledgement, .monitorMessage, .logRecord,
                        .logRecord, .result,
                    ])
            let below = try await node.records(EventQuery(.parent(id)))
            #expect(below.filter { $0.kind == .question }.count == 2)
            #expect(below.allSatisfy { $0.attributes["parent_question_uuid"] == .string("\(id)") })
            let all = try await node.records(EventQuery(.originator(id)))
            #expect(all.count == own.count + below.count)
            #expect(all.first?.question == id)
            #expect(all.last?.event["output_values"] == 18)
        }
    }

    @Test func `events can be chosen by kind, and of many the newest`() async throws {
        try await serving { node, bus in
            let conversation = try await node.child(parent).ask(3)
            _ = try await conversation.answer()
            var query = EventQuery(.originator(conversation.question))
            query.kinds = [.result]
            #expect(
                try await node.records(query).map { $0.event["output_values"] } == [6, 12, 18])
            query.limit = 2
            #expect(try await node.records(query).map { $0.event["output_values"] } == [12, 18])
        }
    }

    @Test func `a question that was never asked has no events`() async throws {
        try await serving { node, bus in
            for scope in [
                EventQuery.Scope.question(.random()), .parent(.random()), .originator(.random()),
            ] {
                let error = await #expect(throws: NodeError.self) {
                    try await node.records(EventQuery(scope))
                }
                #expect(error?.code == .notFound)
            }
        }
    }

    @Test func `a recorded question is replayed with the same events and answer`() async throws {
        try await serving { node, bus in
            let wind = try node.child("site/wind:1.0.0")
            let conversation = try await wind.ask(3)
            _ = try await conversation.answer()
            let recording = try await conversation.recording()
            #expect(recording.events.flatMap(\.violations) == [])
            let text = recording.json.text()
            let replay = try Replay(of: Recording(JSONValue(parsing: text)), validates: true)
            #expect(replay.invalid.isEmpty)
            #expect(
                replay.map(\.event.kind) == [.deliveryAcknowledgement, .logRecord, .result])
            #expect(try replay.answer().values(as: Int.self) == 6)
            #expect(try Replay(of: recording, withoutLogsContaining: "measur").events.count == 2)
        }
    }

    @Test func `a recorded exception is thrown again by its replay`() async throws {
        try await serving { node, bus in
            let conversation = try await node.child("site/wind:1.0.0").ask(-1)
            _ = try? await conversation.answer()
            let replay = try Replay(of: try await node.recording(of: conversation.question))
            let error = #expect(throws: NodeError.self) { try replay.answer() }
            #expect(error?.kind == "Calm")
        }
    }

    @Test(arguments: [nil, "site/wind:2.0.0"])
    func `a past question is asked again, of the same or another revision`(
        revision: String?
    ) async throws {
        try await serving { node, bus in
            try await LiveBus.serving("site/wind:2.0.0", on: bus) { question in
                try question.values(as: Int.self) * 100
            } _: {
                var options = Child.Options(timeout: .seconds(30))
                options.attributes = try Attributes(["campaign": "autumn"])
                let first = try await node.child("site/wind:1.0.0").ask(3, options)
                _ = try await first.answer()
                let second = try await node.ask(again: first.question, of: revision)
                #expect(
                    try await second.answer().values(as: Int.self) == (revision == nil ? 6 : 300))
                #expect(second.question != first.question)
                let tree = try await node.tree(of: second.question)
                #expect(tree.askedAgain == first.question)
                #expect(tree.question.attributes["campaign"] == "autumn")
                #expect(tree.question.timeoutMilliseconds == 30_000)
            }
        }
    }
}
