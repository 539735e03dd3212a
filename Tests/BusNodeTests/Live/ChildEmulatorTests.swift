import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ChildEmulatorTests {
    private func recording(_ text: String) throws -> Recording {
        try Recording(
            .array(
                JSONValue(parsing: text).array?.map { ["event": $0, "attributes": [:]] } ?? []))
    }

    @Test func `each question gets the events of the next recording`() async throws {
        let first = try recording(
            #"[{"kind":"monitor_message","data":1},{"kind":"result","output_values":[300]}]"#)
        let second = try recording(
            #"""
            [{"kind":"exception","exception_type":"Calm","exception_traceback":["line 1"],
              "exception_message":"Error in <Service('a/b:1')>: no wind"}]
            """#)
        try await ChildEmulator.with(["wind": [first, second]]) { bus, children in
            try await Node.with(bus, as: "parent") { node in
                let wind = try node.children(children)["wind"]
                var kinds: [EventKind] = []
                for try await event in try await wind.ask("any") { kinds.append(event.event.kind) }
                #expect(kinds == [.deliveryAcknowledgement, .monitorMessage, .result])
                for _ in 1...2 {
                    let error = await #expect(throws: NodeError.self) {
                        try await wind.answer(to: "any", as: [Int].self)
                    }
                    #expect(error?.kind == "Calm")
                    #expect(error?.exception?.traceback == ["line 1"])
                    #expect(
                        error?.exception?.message
                            == "Error in <Service('emulated/child-0:1')>: no wind")
                }
            }
        }
    }

    @Test func `a service is tested with emulated children`() async throws {
        let wind = try recording(#"[{"kind":"result","output_values":[10]}]"#)
        let elevation = try recording(#"[{"kind":"result","output_values":[300]}]"#)
        try await ChildEmulator.with(["wind": [wind], "elevation": [elevation]]) { bus, children in
            var settings = Service.Settings()
            settings.children = children
            try await LiveBus.serving("site/conditions:1", on: bus, settings: settings) {
                question in
                let children = question.children
                return [
                    "wind": try await children["wind"].answer(to: 0, as: [Int].self),
                    "elevation": try await children["elevation"].answer(to: 0, as: [Int].self),
                ]
            } _: {
                try await Node.with(bus, as: "test") { node in
                    let answer = try await node.child("site/conditions:1")
                        .answer(to: 0, as: [String: [Int]].self)
                    #expect(answer == ["wind": [10], "elevation": [300]])
                }
            }
        }
    }

    @Test func `an emulator of a named revision answers with values alone`() async throws {
        try await EmbeddedBus.with { bus in
            try await ChildEmulator("site/wind:2.0.0", answering: ["speed": 7]).run(on: bus) {
                try await Node.with(bus, as: "parent") { node in
                    let answer = try await node.child("site/wind")
                        .answer(to: 0, as: [String: Int].self)
                    #expect(answer == ["speed": 7])
                }
            }
        }
    }

    @Test(arguments: [
        (#"{"kind":"result","output_manifest":null}"#, "output_manifest"),
        (#"{"kind":"exception","exception_type":"A"}"#, "exception_message"),
        (#"{"kind":"log_record"}"#, "log_record"), (#"{"kind":"monitor_message"}"#, "data"),
    ])
    func `an event that Twined's rules do not allow is left out and reported`(
        event: String, reason: String
    ) throws {
        let replay = try Replay(of: recording("[\(event)]"), validates: true)
        #expect(replay.events.isEmpty)
        #expect(replay.invalid.contains { $0.contains(reason) }, "\(replay.invalid)")
        #expect(throws: NodeError.self) { try replay.answer() }
    }

    @Test func `a question in a recording, and what follows its end, change nothing`() throws {
        let replay = try Replay(
            of: recording(
                #"""
                [{"kind":"question","input_values":1},{"kind":"result","output_values":2},
                 {"kind":"heartbeat"}]
                """#))
        #expect(replay.map(\.event.kind) == [.result])
        #expect(try replay.answer().values(as: Int.self) == 2)
    }

    @Test func `what is no list of events is refused with its place`() throws {
        let document = try JSONValue(parsing: #"[{"event":{"kind":"surprise"},"attributes":{}}]"#)
        let error = #expect(throws: NodeError.self) { try Recording(document) }
        #expect(error?.message.hasPrefix("/0: ") == true)
    }
}
