import BusNode
import Testing

/// Each policy with two revisions that are asked over a real bus, each of which answers with its tag.
@Suite(.timeLimit(.minutes(1)))
struct LivePoliciesTests {
    private static let service = "met/forecast"

    @Test func `the latest version answers`() async throws {
        try await Self.with { node, register in
            try await register("1.0.0")
            try await register("2.0.0rc1")
            #expect(try await Self.ask(node) == "2.0.0rc1")
        }
    }

    @Test func `the latest stable version answers`() async throws {
        try await Self.with { node, register in
            try await node.registry.setPolicy(.simple(.latestStable), of: try Self.name)
            try await register("1.0.0")
            try await register("2.0.0rc1")
            #expect(try await Self.ask(node) == "1.0.0")
        }
    }

    @Test func `the pinned revision answers until the default is moved`() async throws {
        try await Self.with { node, register in
            try await register("1.0.0")
            try await node.registry.setPolicy(
                .simple(.pinned), of: try Self.name, because: "release freeze")
            try await register("2.0.0rc1")
            #expect(try await Self.ask(node) == "1.0.0")
            try await node.registry.makeDefault(Self.revision("2.0.0rc1"))
            #expect(try await Self.ask(node) == "2.0.0rc1")
        }
    }

    @Test func `each channel has its own head, and one of them is the default`() async throws {
        try await Self.with { node, register in
            let beta = try ChannelName("beta")
            try await register("1.0.0")
            try await node.registry.register(
                Self.revision("2.0.0rc1"), isDefault: false, channel: beta)
            #expect(try await Self.ask(node) == "1.0.0")
            #expect(try await Self.ask(node, channel: beta) == "2.0.0rc1")
            try await node.registry.setPolicy(.channel(beta), of: try Self.name)
            #expect(try await Self.ask(node) == "2.0.0rc1")
            try await node.registry.setChannel(beta, to: Self.revision("1.0.0"))
            #expect(try await Self.ask(node) == "1.0.0")
            #expect(try await Self.ask(node, channel: beta) == "1.0.0")
            try await node.registry.removeChannel(beta, of: try Self.name)
            let error = await #expect(throws: NodeError.self) {
                try await Self.ask(node, channel: beta)
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `weights share questions out, and a question asked again gets the same revision`()
        async throws
    {
        try await Self.with { node, register in
            try await register("1.0.0")
            try await register("2.0.0rc1")
            let weights = try #require(
                RevisionWeights([RevisionTag("1.0.0"): 1, RevisionTag("2.0.0rc1"): 1]))
            try await node.registry.setPolicy(.weighted(weights), of: try Self.name)
            var answers: Set<String> = []
            for number in 0..<16 as Range<UInt64> {
                let id = QuestionID(high: 0xa, low: number)
                let expected = weights.choice(for: id, of: try Self.name).text
                #expect(try await Self.ask(node, id: id) == expected)
                answers.insert(expected)
            }
            #expect(answers == ["1.0.0", "2.0.0rc1"])
        }
    }

    @Test(arguments: [true, false])
    func `a policy service decides`(verdict: Bool) async throws {
        try await Self.with { node, register in
            try await register("1.0.0")
            try await Self.withBoard(node, timeout: 5_000) { question in
                let wish = try question.values(as: JSONValue.self)
                guard wish["revision_tag"]?.string == "2.0.0rc1",
                    wish["default_revision_tag"]?.string == "1.0.0",
                    wish["revision_tags"] == ["1.0.0"]
                else { return "what is this?" }
                return .bool(verdict)
            } _: {
                try await register("2.0.0rc1")
                #expect(try await Self.ask(node) == (verdict ? "2.0.0rc1" : "1.0.0"))
                let history = try await node.registry.history(Self.service)
                let last = history.last { $0.kind == .registered }
                #expect(last?.reason == "met/board:1 said \(verdict)")
            }
        }
    }

    @Test func `a policy service that answers nonsense leaves it to the fallback`() async throws {
        try await Self.expectFallback("met/board:1 said 7, which is neither true nor false") {
            _ in 7
        }
    }

    @Test func `a policy service that throws leaves it to the fallback`() async throws {
        struct Broken: Error {}
        try await Self.expectFallback("met/board:1 gave no answer (met/board:1 failed with ") { _ in
            throw Broken()
        }
    }

    @Test func `a policy service that is slow leaves it to the fallback`() async throws {
        try await Self.expectFallback("met/board:1 did not answer within ", timeout: 300) {
            _ in
            // Ends when the registry gives up and the question is cancelled.
            try await Task.sleep(for: .seconds(30))
            return true
        }
    }

    @Test func `a policy service that nobody serves leaves it to the fallback`() async throws {
        try await Self.with { node, register in
            try await register("1.0.0")
            let asked = PolicyService(.revision(try ServiceRevision("met/board:1")))
            try await node.registry.setPolicy(.ask(asked), of: try Self.name)
            try await register("2.0.0rc1")
            #expect(try await Self.ask(node) == "2.0.0rc1")
            let reason = try await node.registry.history(Self.service).last?.reason
            #expect(reason?.hasPrefix("met/board:1 gave no answer (") == true)
            #expect(reason?.hasSuffix("; by latest-version: no version is higher") == true)
        }
    }

    @Test func `the registry answers others while a policy service takes its time`() async throws {
        try await Self.with { node, register in
            try await register("1.0.0")
            let (asked, isAsked) = AsyncStream.makeStream(of: Void.self)
            let (go, mayGo) = AsyncStream.makeStream(of: Void.self)
            try await Self.withBoard(node, timeout: 20_000) { _ in
                isAsked.finish()
                for await _ in go {}
                return true
            } _: {
                async let registration: Void = register("2.0.0rc1")
                for await _ in asked {}
                #expect(try await node.registry.resolve(Self.service).tag.text == "1.0.0")
                #expect(try await node.registry.list(Self.service).count == 1)
                mayGo.finish()
                try await registration
                #expect(try await node.registry.resolve(Self.service).tag.text == "2.0.0rc1")
            }
        }
    }

    private static var name: ServiceName {
        get throws { try ServiceName(service) }
    }

    private static func revision(_ tag: String) throws -> ServiceRevision {
        try ServiceRevision("\(service):\(tag)")
    }

    /// A bus with two revisions that answer with their tags, and nothing registered.
    private static func with(
        _ body:
            @Sendable (Node, @escaping @Sendable (String) async throws -> Void) async throws
            -> Void
    ) async throws {
        try await EmbeddedBus.with { bus in
            try await LiveBus.serving("\(service):1.0.0", on: bus) {
                $0.recipient.tag.text
            } _: {
                try await LiveBus.serving("\(service):2.0.0rc1", on: bus) {
                    $0.recipient.tag.text
                } _: {
                    try await Node.with(bus, as: "operator") { node in
                        try await body(node) { try await node.registry.register(revision($0)) }
                    }
                }
            }
        }
    }

    private static func ask(
        _ node: Node, channel: ChannelName? = nil, id: QuestionID? = nil
    ) async throws -> String {
        var options = Child.Options(timeout: .seconds(20))
        options.channel = channel
        options.id = id
        return try await node.child(service).answer(to: 1, as: String.self, options)
    }

    /// A policy service `met/board:1`, which is asked about the service.
    private static func withBoard(
        _ node: Node, timeout: Int64, fallback: SimplePolicy = .latestVersion,
        _ answer: @escaping @Sendable (IncomingQuestion) async throws -> JSONValue,
        _ body: () async throws -> Void
    ) async throws {
        try await node.registry.register(ServiceRevision("met/board:1"))
        let asked = PolicyService(
            .defaultRevision(try ServiceName("met/board")), timeoutMilliseconds: timeout,
            fallback: fallback)
        try await node.registry.setPolicy(.ask(asked), of: try name)
        try await LiveBus.serving(
            "met/board:1", on: node.connection.address, answer: answer, body)
    }

    private static func expectFallback(
        _ reason: String, timeout: Int64 = 5_000,
        _ answer: @escaping @Sendable (IncomingQuestion) async throws -> JSONValue
    ) async throws {
        try await with { node, register in
            try await register("1.0.0")
            try await withBoard(node, timeout: timeout, fallback: .latestStable, answer) {
                try await register("2.0.0rc1")
                #expect(try await ask(node) == "1.0.0")
                let last = try await node.registry.history(service).last?.reason ?? ""
                #expect(last.hasPrefix(reason))
                #expect(last.hasSuffix("; by latest-stable: the version is a pre-release"))
            }
        }
    }
}
