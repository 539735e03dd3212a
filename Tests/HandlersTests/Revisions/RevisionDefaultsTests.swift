import Handlers
import Testing
import Topics

/// Transcripts of a registry with a default namespace and a default tag.
struct RevisionDefaultsTests {
    private let bench: RegistryBench

    init() throws {
        bench = try RegistryBench(
            defaults: RevisionDefaults(namespace: "my-org", tag: RevisionTag("latest")))
    }

    @Test func `a service of which only the name is given is one of the default namespace`() throws
    {
        let registered = try bench.ask("register", #"{"name":"wind","revision_tag":"1.0.0"}"#)
        #expect(bench.text(registered).contains(#""namespace":"my-org","name":"wind""#))
        let wanted =
            #"{"namespace":"my-org","name":"wind","revision_tag":"1.0.0","is_default":true}"#
        #expect(bench.text(try bench.ask("resolve", #"{"name":"wind"}"#)) == wanted)
        #expect(
            bench.text(try bench.ask("resolve", #"{"name":"wind","namespace":null}"#)) == wanted)
        let other = try bench.ask("resolve", #"{"namespace":"a","name":"wind"}"#)
        #expect(other.reply.code == "not-found")
    }

    @Test func `a registration without a tag gets the default tag`() throws {
        let registered = try bench.ask("register", #"{"name":"wind"}"#)
        #expect(bench.text(registered).contains(#""revision_tag":"latest","is_default":false"#))
    }

    @Test func `the default tag stands in where a service has no default`() throws {
        #expect(try bench.ask("resolve", #"{"name":"wind"}"#).reply.code == "not-found")
        _ = try bench.ask("register", #"{"name":"wind"}"#)
        #expect(
            bench.text(try bench.ask("resolve", #"{"name":"wind"}"#))
                == #"{"namespace":"my-org","name":"wind","revision_tag":"latest","is_default":false}"#
        )
        _ = try bench.register("1.0.0")
        #expect(bench.text(try bench.ask("resolve", #"{"name":"wind"}"#)).contains("1.0.0"))
    }

    @Test func `a namespace that is none is refused`() {
        #expect(throws: NameError.self) { try RevisionDefaults(namespace: "My Org", tag: nil) }
    }

    @Test func `without a default namespace it has to be given`() throws {
        let answer = try RegistryBench().ask("resolve", #"{"name":"wind"}"#)
        #expect(try bench.refusal(answer).fields?.keys.sorted() == ["namespace"])
    }
}
