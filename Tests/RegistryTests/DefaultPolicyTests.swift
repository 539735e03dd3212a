import Registry
import Testing
import Topics

struct DefaultPolicyTests {
    /// A registration that asks for nothing: what is stored, who comes, whether it becomes the default.
    struct Case: CustomTestStringConvertible {
        let stored: [String]
        let newcomer: String
        let wins: Bool

        init(_ stored: [String], _ newcomer: String, _ wins: Bool) {
            self.stored = stored
            self.newcomer = newcomer
            self.wins = wins
        }

        var testDescription: String {
            "\(newcomer) \(wins ? "wins" : "loses") among \(stored)"
        }
    }

    @Test(arguments: [
        Case([], "1.0.0", true),
        Case([], "0.0.1.dev1", true),
        Case(["1.0.0"], "1.0.1", true),
        Case(["1.0.1"], "1.0.0", false),
        Case(["3.0.0", "2.0.0"], "11.0.1", true),
        Case(["2.1.0.beta-2"], "2.1.0.beta-10", true),
    ])
    func `the highest version becomes the default`(test: Case) throws {
        try expect(test)
    }

    @Test(arguments: [
        Case(["1.0.0"], "1.0", true),
        Case(["1.0.0", "1.0"], "v1.0.0", true),
        Case(["1.0.0", "2.0.0"], "1.0", false),
    ])
    func `a tie goes to the newcomer`(test: Case) throws {
        try expect(test)
    }

    @Test(arguments: [
        Case(["1.0.0"], "1.0.1.dev1", true),
        Case(["1.0.0"], "1.0.0rc1", false),
        Case(["1.0.0rc1"], "1.0.0", true),
    ])
    func `a pre-release comes before its release and after older ones`(test: Case) throws {
        try expect(test)
    }

    @Test(arguments: [
        Case(["1.0.0"], "main", false),
        Case([], "latest", false),
        Case([], "hungry-hippo", false),
        Case([], "1.2.3-SNAPSHOT", false),
        Case(["main", "latest", "zebra-crossing", "a3eb45f"], "0.0.1", true),
        Case(["main", "2.0.0"], "1.0.0", false),
    ])
    func `a tag that is no version neither wins nor blocks`(test: Case) throws {
        try expect(test)
    }

    @Test(arguments: [
        Case(["1.0.0"], "1234567", false),
        Case(["1.0.0"], "12345a7", false),
        Case(["1.0.0"], "20240411", false),
        Case(["1234567"], "1.0.0", true),
        Case(["1.0.0"], "123456", true),
        Case(["1.0.0"], "v1234567", true),
        Case(["1.0.0"], "2024.04.11", true),
        Case(["1"], "2", true),
        Case(["9"], "10", true),
    ])
    func `a number counts as a version unless it may be the hash of a commit`(test: Case) throws {
        try expect(test)
    }

    @Test(arguments: [
        Case([], "1.0.0", true),
        Case([], "1.0.0rc1", false),
        Case([], "1.0.0.dev1", false),
        Case(["1.0.0"], "1.0.1a1", false),
        Case(["2.0.0rc1", "3.0.0.dev4"], "1.0.0", true),
        Case(["1.0.0", "2.0.0rc1"], "1.0.1", true),
        Case(["1.0.0"], "1.0.0.post1", true),
        Case(["1.0.0"], "1.0.0-1", true),
        Case(["1.0.0.post1"], "1.0.0", false),
        Case(["1.0.0"], "1.0.0.post1.dev2", false),
        Case(["1.0.0"], "v1.0", true),
        Case(["1.0.0"], "main", false),
        Case(["main"], "0.0.1", true),
    ])
    func `where only releases count, a pre-release neither wins nor blocks`(test: Case) throws {
        try expect(test, by: .latestStable)
    }

    @Test(arguments: ["1.0.0", "2.0.0rc1", "main"])
    func `where the default is pinned, nothing wins by itself`(newcomer: String) throws {
        try expect(Case([], newcomer, false), by: .pinned)
        try expect(Case(["0.1.0"], newcomer, false), by: .pinned)
    }

    @Test(
        arguments: [
            (SimplePolicy.latestVersion, "2.1.0rc1"), (.latestStable, "v2.0"), (.pinned, nil),
        ] as [(SimplePolicy, String?)])
    func `a policy chooses among those there are as if they were registered again`(
        policy: SimplePolicy, chosen: String?
    ) throws {
        let stored = try ["main", "2.1.0rc1", "1.0.0", "2.0.0", "v2.0", "latest"].map {
            try RevisionTag($0)
        }
        #expect(policy.choice(among: stored)?.text == chosen)
        #expect(policy.choice(among: [try RevisionTag("main")]) == nil)
    }

    @Test func `only the head of the channel becomes the default`() throws {
        let stable = try ChannelName("stable")
        let policy = RegistryPolicy.channel(stable)
        let tag = try RevisionTag("1.0.0rc1")
        #expect(policy.decide(on: tag, of: stable, among: []).becomesDefault)
        #expect(!policy.decide(on: tag, of: try ChannelName("beta"), among: []).becomesDefault)
        #expect(!policy.decide(on: tag, among: []).becomesDefault)
    }

    @Test func `a policy service decides, and without it its fallback`() throws {
        let board = try ServiceRevision("my-org/board:1")
        let policy = RegistryPolicy.ask(PolicyService(.revision(board), fallback: .latestStable))
        let tag = try RevisionTag("1.0.0")
        #expect(
            policy.decide(on: tag, answer: .said(true, by: board), among: [])
                == DefaultDecision(becomesDefault: true, reason: "my-org/board:1 said true"))
        #expect(
            policy.decide(on: tag, answer: .said(false, by: board), among: [])
                == DefaultDecision(becomesDefault: false, reason: "my-org/board:1 said false"))
        #expect(
            policy.decide(on: tag, answer: .failed("it is away"), among: [])
                == DefaultDecision(
                    becomesDefault: true,
                    reason: "it is away; by latest-stable: no version is higher"))
    }

    private func expect(_ test: Case, by policy: SimplePolicy = .latestVersion) throws {
        let stored = try test.stored.map { try RevisionTag($0) }
        let wins = policy.decide(on: try RevisionTag(test.newcomer), among: stored)
        #expect(wins.becomesDefault == test.wins)
    }
}
