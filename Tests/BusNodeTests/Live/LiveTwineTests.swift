import BusNode
import TestSupport
import Testing

@Suite("Questions, answers and messages against a twine", .timeLimit(.minutes(1)))
struct LiveTwineTests {
    private let revision = "met/wind:1.0.0"

    private func settings() throws -> Service.Settings {
        var settings = Service.Settings()
        settings.twine = try Twine([
            "input_values_schema": [
                "type": "object", "required": ["height"],
                "properties": ["height": ["type": "number", "minimum": 0]],
            ],
            "output_values_schema": ["type": "number"],
            "monitor_message_schema": ["type": "object"],
        ])
        return settings
    }

    /// Answers with whatever it was asked as `answer`.
    private func withService(
        registers: Bool = true, _ body: @escaping @Sendable (Node) async throws -> Void
    ) async throws {
        let settings = try settings()
        try await EmbeddedBus.with { bus in
            try await LiveBus.serving(revision, on: bus, settings: settings) { question in
                let values = try question.body.json()
                if let data = values["monitor"] { try await question.monitor(data) }
                return values["answer"] ?? 1
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    if registers {
                        try await node.registry.register(
                            try ServiceRevision(revision), twine: settings.twine?.document)
                    }
                    try await body(node)
                }
            }
        }
    }

    @Test func `a question that does not fit is not sent, and all that is wrong is named`()
        async throws
    {
        try await withService { node in
            let child = try node.child(revision)
            let error = await #expect(throws: NodeError.self) {
                try await child.ask(["height": "tall"] as JSONValue)
            }
            #expect(error?.code == .badValues)
            #expect(error?.message.contains("the twine of met/wind:1.0.0") == true)
            #expect(error?.message.contains("input_values/height") == true)
            let other = await #expect(throws: NodeError.self) {
                try await child.askWithoutWaiting(["height": -1] as JSONValue)
            }
            #expect(other?.code == .badValues)
            #expect(try await child.answer(to: ["height": 1] as JSONValue, as: Int.self) == 1)
        }
    }

    @Test func `a child that no registry knows checks questions itself`() async throws {
        try await withService(registers: false) { node in
            let error = await #expect(throws: NodeError.self) {
                try await node.child(revision).answer(
                    to: [:] as JSONValue, as: JSONValue.self)
            }
            #expect(error?.exception?.type == "InvalidValuesContents")
            #expect(error?.message.contains("height") == true)
        }
    }

    @Test(arguments: ["high", ["monitor": 1]] as [JSONValue])
    func `what does not fit does not leave the child`(values: JSONValue) async throws {
        try await withService { node in
            var question: JSONObject = ["height": 1]
            if let monitor = values["monitor"] { question["monitor"] = monitor }
            if values.string != nil { question["answer"] = values }
            let error = await #expect(throws: NodeError.self) {
                try await node.child(revision).answer(
                    to: JSONValue.object(question), as: JSONValue.self)
            }
            #expect(error?.code == .exception)
        }
    }

    @Test(arguments: [0, false, "", [], [:]] as [JSONValue])
    func `empty and false answers are answers`(value: JSONValue) async throws {
        var settings = Service.Settings()
        settings.twine = try Twine(["output_values_schema": [:]])
        try await EmbeddedBus.with { bus in
            try await LiveBus.serving(revision, on: bus, settings: settings) { _ in
                value
            } _: {
                try await Node.with(bus, as: "parent") { node in
                    let answer = try await node.child(revision).answer(
                        to: JSONValue.null, as: JSONValue.self)
                    #expect(answer == value)
                }
            }
        }
    }
}
