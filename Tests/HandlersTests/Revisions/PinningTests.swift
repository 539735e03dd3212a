import Handlers
import Registry
import Testing
import Topics

/// Transcripts of trees of questions, which keep what they have got.
struct PinningTests {
    private static let tree = "f81d4fae-7dec-41d0-a765-00a0c91e6bf6"
    private let bench: RegistryBench
    private let wind = #""namespace":"my-org","name":"wind""#

    init() throws {
        bench = try RegistryBench()
        _ = try bench.register("1.0.0", #""channel":"beta""#)
    }

    @Test func `a tree keeps the default that it got first`() throws {
        #expect(try resolve() == "1.0.0")
        _ = try bench.register("2.0.0")
        #expect(try resolve() == "1.0.0")
        #expect(try resolve(tree: "00000000-0000-4000-8000-000000000001") == "2.0.0")
        #expect(try resolve(tree: nil) == "2.0.0")
    }

    @Test func `a channel is kept apart from the default`() throws {
        #expect(try resolve(channel: "beta") == "1.0.0")
        _ = try bench.register("2.0.0", #""channel":"beta""#)
        #expect(try resolve(channel: "beta") == "1.0.0")
        #expect(try resolve() == "2.0.0")
    }

    @Test func `a tree keeps what it got even when that is deregistered or has no share`() throws {
        #expect(try resolve() == "1.0.0")
        _ = try bench.register("2.0.0")
        _ = try bench.ask(
            "set-policy", #"{\#(wind),"policy":{"kind":"weighted","weights":{"2.0.0":1}}}"#)
        #expect(try resolve() == "1.0.0")
        _ = try bench.ask("deregister", bench.body("1.0.0", #""force":true"#))
        #expect(try resolve() == "1.0.0")
    }

    @Test func `the root of a tree counts as the first that asked`() throws {
        _ = try bench.register("2.0.0")
        bench.root = RootQuestion(
            recipient: try ServiceRevision("my-org/wind:1.0.0"), askedAs: "my-org/wind")
        #expect(try resolve() == "1.0.0")
        // The head of the channel is something else.
        #expect(try resolve(channel: "beta") == "1.0.0")
    }

    @Test(arguments: [nil, "my-org/wind@beta", "my-org/waves"])
    func `a root that did not ask for the default counts for nothing`(askedAs: String?) throws {
        _ = try bench.register("2.0.0")
        bench.root = RootQuestion(
            recipient: try ServiceRevision("my-org/wind:1.0.0"), askedAs: askedAs)
        #expect(try resolve() == "2.0.0")
    }

    @Test func `a revision that is named is not kept for anybody`() throws {
        let wish = bench.body("1.0.0", #""originator_question":"\#(Self.tree)""#)
        #expect(try bench.ask("resolve", wish).reply.isOK)
        _ = try bench.register("2.0.0")
        #expect(try resolve() == "2.0.0")
    }

    @Test func `a service without a default is kept for nobody`() throws {
        _ = try bench.ask("deregister", bench.body("1.0.0", #""force":true"#))
        #expect(try resolve() == nil)
        _ = try bench.register("2.0.0")
        #expect(try resolve() == "2.0.0")
    }

    @Test func `a question that is none is malformed`() throws {
        let answer = try bench.ask("resolve", #"{\#(wind),"originator_question":"7"}"#)
        #expect(try bench.refusal(answer).fields?.keys.sorted() == ["originator_question"])
    }

    private func resolve(
        channel: String? = nil, tree: String? = PinningTests.tree
    ) throws -> String? {
        let wish = ResolutionRequest(
            .defaultRevision(try ServiceName("my-org/wind")),
            channel: try channel.map(ChannelName.init),
            originatorQuestion: try tree.map(QuestionID.init))
        let answer = try bench.ask("resolve", JSONValue(encoding: wish).text())
        guard answer.reply.isOK else { return nil }
        let reply: ResolutionReply = try bench.read(answer)
        return reply.revision.tag.text
    }
}
