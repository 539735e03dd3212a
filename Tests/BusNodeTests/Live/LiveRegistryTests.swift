import BusNode
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LiveRegistryTests {
    @Test func `the registry names the default revision, and a parent asks it`() async throws {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "operator") { node in
                try await node.registry.register(ServiceRevision("met/forecast:1.0.0"))
                try await node.registry.register(ServiceRevision("met/forecast:2.0.0"))
                #expect(try await node.registry.resolve("met/forecast").tag.text == "2.0.0")
                try await LiveBus.serving("met/forecast:2.0.0", on: bus) { question in
                    try question.values(as: String.self) + " from 2.0.0"
                } _: {
                    let answer = try await node.child("met/forecast").answer(
                        to: "rain", as: String.self)
                    #expect(answer == "rain from 2.0.0")
                }
            }
        }
    }

    @Test func `a question that nobody serves fails at once and names what is registered`()
        async throws
    {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                try await node.registry.register(ServiceRevision("met/forecast:1.0.0"))
                let error = await #expect(throws: NodeError.self) {
                    try await node.child("met/forecast:9.9.9").answer(to: 1, as: Int.self)
                }
                #expect(error?.code == .nobodyServes)
                #expect(error?.message.contains("registered: 1.0.0") == true)
            }
        }
    }

    @Test func `a twine is registered with a revision, and told`() async throws {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "operator") { node in
                let revision = try ServiceRevision("met/forecast:1.0.0")
                let twine: JSONValue = ["title": "forecast"]
                try await node.registry.register(revision)
                #expect(try await node.registry.twine(of: revision) == nil)
                try await node.registry.register(revision, twine: twine)
                #expect(try await node.registry.twine(of: revision) == twine)
                #expect(try await node.registry.twine(of: revision) == twine)
                let error = await #expect(throws: NodeError.self) {
                    try await node.registry.register(revision, twine: [:])
                }
                #expect(error?.code == .conflict)
            }
        }
    }

    @Test func `a deprecated revision is still asked, and a deregistered one is not found`()
        async throws
    {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "operator") { node in
                let revision = try ServiceRevision("met/forecast:1.0.0")
                try await node.registry.register(revision)
                try await node.registry.deprecate(revision, because: "wrong units")
                try await LiveBus.serving("met/forecast:1.0.0", on: bus) { _ in
                    "rain"
                } _: {
                    for name in ["met/forecast", "met/forecast:1.0.0"] {
                        let answer = try await node.child(name).answer(to: 1, as: String.self)
                        #expect(answer == "rain")
                    }
                }
                let kept = await #expect(throws: NodeError.self) {
                    try await node.registry.deregister(revision)
                }
                #expect(kept?.code == .conflict)
                try await node.registry.deregister(revision, isForced: true, because: "old")
                let gone = await #expect(throws: NodeError.self) {
                    try await node.registry.resolve("met/forecast")
                }
                #expect(gone?.code == .notFound)
                let history = try await node.registry.history("met/forecast")
                #expect(
                    history.map(\.kind) == [
                        .registered, .defaultChanged, .deprecated, .deregistered, .defaultChanged,
                    ])
                #expect(history.allSatisfy { $0.node == "operator" })
            }
        }
    }

    @Test func `a name without a namespace is one of the default namespace`() async throws {
        var settings = RegistrySettings()
        settings.defaultNamespace = "met"
        settings.policy = .simple(.latestStable)
        try await EmbeddedBus.with(registry: settings) { bus in
            try await Node.with(bus, as: "operator") { node in
                try await node.registry.register(ServiceRevision("met/forecast:1.0.0"))
                try await node.registry.register(ServiceRevision("met/forecast:1.1.0rc1"))
                let found = try await node.registry.resolve("forecast")
                #expect(found.description == "met/forecast:1.0.0")
                let exact = try await node.registry.resolve("forecast:1.1.0rc1")
                #expect(exact.description == "met/forecast:1.1.0rc1")
            }
        }
    }

    @Test func `a service without a default revision is not found`() async throws {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.child("met/unknown").answer(to: 1, as: Int.self)
                }
                #expect(error?.code == .notFound)
            }
        }
    }

    @Test func `a node that knows a default is told when it is stale`() async throws {
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "parent") { parent in
                try await Node.with(bus, as: "operator") { operation in
                    try await operation.registry.register(ServiceRevision("met/forecast:1.0.0"))
                    #expect(try await parent.registry.resolve("met/forecast").tag.text == "1.0.0")
                    try await operation.registry.register(ServiceRevision("met/forecast:1.1.0"))
                    // The parent hears of it on the feed; until then it believes what it knows.
                    while try await parent.registry.resolve("met/forecast").tag.text != "1.1.0" {
                        await Task.yield()
                    }
                }
            }
        }
    }

    @Test func `without a registry, a question to a default says who is missing`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "parent") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.child("met/forecast").answer(to: 1, as: Int.self)
                }
                #expect(error?.code == .nobodyServes)
                #expect(error?.message.contains("registry") == true)
            }
        }
    }
}
