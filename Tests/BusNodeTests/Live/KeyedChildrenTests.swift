import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct KeyedChildrenTests {
    private let parent = "site/conditions:1.0.0"

    /// A service that asks its child under the key `wind`, whose configured child answers 1, while another
    /// revision is there that answers 2.
    private func asking(_ body: (Node) async throws -> Void) async throws {
        try await LiveBus.with { bus in
            try await LiveBus.serving("site/wind:1.0.0", on: bus) { question in
                [question.question.attributes["child_key"] ?? "", "1"]
            } _: {
                try await LiveBus.serving("site/wind:2.0.0", on: bus) { question in
                    [question.question.attributes["child_key"] ?? "", "2"]
                } _: {
                    var settings = Service.Settings()
                    settings.children = try Children(["wind": "site/wind:1.0.0"])
                    try await LiveBus.serving(parent, on: bus, settings: settings) { question in
                        let key = try question.values(as: String.self)
                        return try await question.children[key].answer(to: 0, as: [String].self)
                    } _: {
                        try await Node.with(bus, as: "asker", body)
                    }
                }
            }
        }
    }

    @Test func `a handler asks its configured children by key`() async throws {
        try await asking { node in
            let answer = try await node.child(parent).answer(to: "wind", as: [String].self)
            #expect(answer == ["wind", "1"])
        }
    }

    @Test func `a question can carry another child for the same key`() async throws {
        try await asking { node in
            var options = Child.Options()
            options.children = try Children(["wind": "site/wind:2.0.0"])
            let answer = try await node.child(parent)
                .answer(to: "wind", as: [String].self, options)
            #expect(answer == ["wind", "2"])
        }
    }

    @Test(arguments: [
        [:], ["sun": "site/wind:2.0.0"], ["wind": "site/wind:2.0.0", "sun": "site/wind:2.0.0"],
    ])
    func `children with other keys than the service's are refused`(
        list: [String: String]
    ) async throws {
        try await asking { node in
            var options = Child.Options()
            options.children = try Children(
                .array(list.map { ["key": .string($0.key), "id": .string($0.value)] }))
            let error = await #expect(throws: NodeError.self) {
                try await node.child(parent).answer(to: "wind", as: [String].self, options)
            }
            #expect(error?.kind == "InvalidValuesContents")
            #expect(error?.message.contains("wind") != list.keys.contains("wind"))
        }
    }

    @Test func `a key that no child has is explained with those that there are`() async throws {
        try await asking { node in
            let error = await #expect(throws: NodeError.self) {
                try await node.child(parent).answer(to: "sun", as: [String].self)
            }
            #expect(error?.message.contains("its children are wind") == true)
        }
    }

    @Test func `a child that is asked by key has the options of its entry`() async throws {
        try await asking { node in
            var children = try Children(["absent": "site/absent:1.0.0"])
            children["absent"]?.options.timeout = .milliseconds(20)
            children["absent"]?.options.waitsForService = true
            let error = await #expect(throws: NodeError.self) {
                try await node.children(children)["absent"].answer(to: 0, as: Int.self)
            }
            #expect(error?.code == .timedOut)
        }
    }
}
