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

    @Test(arguments: [DefaultPolicy.latestVersion, .onlyOnRequest])
    func `what the registration asks for decides`(policy: DefaultPolicy) throws {
        let stored = try [RevisionTag("1.0.0")]
        let (older, newer) = (try RevisionTag("0.1.0"), try RevisionTag("2.0.0"))
        #expect(policy.decide(on: older, requested: true, among: stored).becomesDefault)
        #expect(!policy.decide(on: newer, requested: false, among: stored).becomesDefault)
    }

    @Test func `a policy may leave every default to requests`() throws {
        let newcomer = try RevisionTag("2.0.0")
        #expect(
            !DefaultPolicy.onlyOnRequest.decide(on: newcomer, requested: nil, among: [])
                .becomesDefault)
    }

    private func expect(_ test: Case) throws {
        let stored = try test.stored.map { try RevisionTag($0) }
        let wins = DefaultPolicy.latestVersion.decide(
            on: try RevisionTag(test.newcomer), requested: nil, among: stored)
        #expect(wins.becomesDefault == test.wins)
    }
}
