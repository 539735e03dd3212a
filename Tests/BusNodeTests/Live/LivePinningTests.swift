import BusNode
import TestSupport
import Testing

/// Trees of questions whose defaults move while they go on.
@Suite(.timeLimit(.minutes(1)))
struct LivePinningTests {
    @Test func `the default stays for a tree while it goes on, at every node`() async throws {
        try await Self.withLeaves { bus, node in
            // The planner asks the leaf, lets the default move, and asks again, also through the middle.
            try await LiveBus.serving("met/middle:1", on: bus) { question in
                try await question.child("met/leaf").answer(to: 1, as: String.self)
            } _: {
                try await LiveBus.serving("met/planner:1", on: bus) { question in
                    let first = try await question.child("met/leaf").answer(to: 1, as: String.self)
                    try await node.registry.makeDefault(ServiceRevision("met/leaf:2"))
                    let second = try await question.child("met/leaf").answer(to: 1, as: String.self)
                    let below = try await question.child("met/middle:1").answer(
                        to: 1, as: String.self)
                    return [first, second, below]
                } _: {
                    let planner = try node.child("met/planner:1")
                    #expect(
                        try await planner.answer(to: 1, as: [String].self) == ["1", "1", "1"])
                    #expect(
                        try await planner.answer(to: 1, as: [String].self) == ["2", "2", "2"])
                }
            }
        }
    }

    @Test func `the default that the root got is that of its tree`() async throws {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "operator") { node in
                try await node.registry.register(ServiceRevision("met/tree:1"))
                try await node.registry.register(ServiceRevision("met/tree:2"), isDefault: false)
                let answer: @Sendable (IncomingQuestion) async throws -> [String] = { question in
                    let own = question.recipient.tag.text
                    guard try question.values(as: Int.self) > 0 else { return [own] }
                    try await node.registry.makeDefault(ServiceRevision("met/tree:2"))
                    return [own]
                        + (try await question.child("met/tree").answer(to: 0, as: [String].self))
                }
                try await LiveBus.serving("met/tree:1", on: bus, answer: answer) {
                    try await LiveBus.serving("met/tree:2", on: bus, answer: answer) {
                        let root = try node.child("met/tree")
                        #expect(try await root.answer(to: 1, as: [String].self) == ["1", "1"])
                        // A root that named its revision has not asked for the default.
                        let named = try node.child("met/tree:1")
                        #expect(try await named.answer(to: 1, as: [String].self) == ["1", "2"])
                    }
                }
            }
        }
    }

    @Test func `a question that is asked again gets the revision that it got`() async throws {
        try await Self.withLeaves { bus, node in
            var options = Child.Options()
            options.id = .random()
            let leaf = try node.child("met/leaf")
            #expect(try await leaf.answer(to: 1, as: String.self, options) == "1")
            try await node.registry.makeDefault(ServiceRevision("met/leaf:2"))
            #expect(try await leaf.answer(to: 1, as: String.self, options) == "1")
            #expect(try await leaf.answer(to: 1, as: String.self) == "2")
        }
    }

    @Test func `a tree keeps its default when the registry is started again`() async throws {
        let folder = try TemporaryFolder()
        let store = folder.file("registry.sqlite")
        try await LiveBus.with { bus in
            let first = RegistryRole(on: bus)
            try await first.start(store: store, within: .seconds(5))
            try await Node.with(bus, as: "operator") { node in
                try await node.registry.register(ServiceRevision("met/leaf:1"))
                let tree = QuestionID.random()
                #expect(try await Self.resolve("met/leaf", tree, node) == "1")
                await first.stop()
                let second = RegistryRole(on: bus)
                try await second.start(store: store, within: .seconds(5))
                try await node.registry.register(ServiceRevision("met/leaf:2"))
                #expect(try await Self.resolve("met/leaf", tree, node) == "1")
                #expect(try await Self.resolve("met/leaf", .random(), node) == "2")
                await second.stop()
            }
        }
    }

    @Test func `what a tree has got is forgotten when the tree has ended, and not before`()
        async throws
    {
        try await LiveBus.with { bus in
            var settings = RegistrySettings()
            settings.pins.sweepInterval = .milliseconds(10)
            settings.pins.youth = .zero
            let registry = RegistryRole(on: bus, settings: settings)
            try await registry.start(store: ":memory:", within: .seconds(5))
            try await Node.with(bus, as: "operator") { node in
                try await node.registry.register(ServiceRevision("met/leaf:1"))
                var tree = QuestionID.random()
                let (go, mayGo) = AsyncStream.makeStream(of: Void.self)
                try await LiveBus.serving("met/leaf:1", on: bus) { _ in
                    for await _ in go {}
                    return 1
                } _: {
                    var options = Child.Options()
                    options.id = tree
                    let conversation = try await node.child("met/leaf").ask(1, options)
                    tree = conversation.question
                    try await node.registry.register(ServiceRevision("met/leaf:2"))
                    for _ in 0..<20 {
                        #expect(try await Self.resolve("met/leaf", tree, node) == "1")
                    }
                    mayGo.finish()
                    #expect(try await conversation.answer().values(as: Int.self) == 1)
                }
                while try await !registry.pinnedTrees.isEmpty { await Task.yield() }
            }
            await registry.stop()
        }
    }

    private static func resolve(
        _ service: String, _ tree: QuestionID, _ node: Node
    ) async throws -> String? {
        let name = try ServiceName(service)
        let wish: JSONValue = [
            "namespace": .string(name.namespace), "name": .string(name.name),
            "originator_question": .string(tree.description),
        ]
        return try await node.request("resolve", of: "registry", wish)["revision_tag"]?.string
    }

    /// A bus with two revisions of `met/leaf` that answer with their tags; `met/leaf:1` is the default.
    private static func withLeaves(
        _ body: (BusAddress, Node) async throws -> Void
    ) async throws {
        try await EmbeddedBus.with { bus in
            try await LiveBus.serving("met/leaf:1", on: bus) {
                $0.recipient.tag.text
            } _: {
                try await LiveBus.serving("met/leaf:2", on: bus) {
                    $0.recipient.tag.text
                } _: {
                    try await Node.with(bus, as: "operator") { node in
                        try await node.registry.register(ServiceRevision("met/leaf:1"))
                        try await node.registry.register(
                            ServiceRevision("met/leaf:2"), isDefault: false)
                        try await body(bus, node)
                    }
                }
            }
        }
    }
}
