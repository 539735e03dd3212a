import Handlers
import Testing
import Topics

/// Transcripts of what changes a registry beside registrations.
struct RevisionChangesTests {
    private let bench: RegistryBench

    init() throws {
        bench = try RegistryBench()
        _ = try bench.register("1.0.0")
        _ = try bench.register("2.0.0")
    }

    @Test func `a deprecated revision is resolved with its reason`() throws {
        let wish = bench.body("2.0.0", #""reason":"wrong units""#)
        let answer = try bench.ask("deprecate", wish)
        #expect(bench.text(answer).hasSuffix(#","deprecated":"wrong units"}"#))
        #expect(answer.changes.map(\.kind) == [.deprecated])
        #expect(try bench.ask("deprecate", wish).changes == [])
        #expect(
            bench.text(try bench.ask("resolve", #"{"namespace":"my-org","name":"wind"}"#))
                == #"{"namespace":"my-org","name":"wind","revision_tag":"2.0.0","#
                + #""is_default":true,"deprecated":"wrong units"}"#)
        let undo = try bench.ask("deprecate", bench.body("2.0.0", #""is_deprecated":false"#))
        #expect(undo.changes.map(\.kind) == [.undeprecated])
        #expect(!bench.text(undo).contains("deprecated"))
    }

    @Test(arguments: [#""reason":"""#, #""reason":7"#, #""is_deprecated":true"#])
    func `a deprecation needs a reason`(more: String) throws {
        let answer = try bench.ask("deprecate", bench.body("2.0.0", more))
        #expect(answer.reply.code == "malformed")
        #expect(try bench.refusal(answer).fields?.keys.sorted() == ["reason"])
    }

    @Test func `a reason has at most 1000 bytes`() throws {
        let reason = String(repeating: "x", count: 1_001)
        let answer = try bench.ask("deprecate", bench.body("2.0.0", #""reason":"\#(reason)""#))
        #expect(
            try bench.refusal(answer).fields
                == ["reason": "has 1001 bytes, and the limit is 1000"])
    }

    @Test func `a default is deregistered by force only`() throws {
        let refused = try bench.ask("deregister", bench.body("2.0.0"))
        #expect(refused.reply.code == "conflict")
        #expect(
            try bench.refusal(refused).error == "my-org/wind:2.0.0 is the default of its service; "
                + "move that to another revision first, or say \"force\": true")
        let forced = try bench.ask("deregister", bench.body("2.0.0", #""force":true"#))
        #expect(forced.changes.map(\.kind) == [.deregistered, .defaultChanged])
        let resolved = try bench.ask("resolve", #"{"namespace":"my-org","name":"wind"}"#)
        #expect(resolved.reply.code == "not-found")
    }

    @Test func `a deregistration may be repeated`() throws {
        let first = try bench.ask("deregister", bench.body("1.0.0"))
        #expect(bench.text(first).hasSuffix(#""was_registered":true}"#))
        #expect(first.changes.map(\.kind) == [.deregistered])
        let again = try bench.ask("deregister", bench.body("1.0.0"))
        #expect(bench.text(again).hasSuffix(#""was_registered":false}"#))
        #expect(again.changes == [])
        #expect(try bench.ask("deregister", bench.body("9.9.9")).reply.code == "not-found")
    }

    @Test func `the history is told page by page`() throws {
        let first: HistoryReply = try bench.read(
            bench.ask("history", #"{"namespace":"my-org","name":"wind","limit":3}"#))
        #expect(first.changes.map(\.kind) == [.registered, .defaultChanged, .registered])
        #expect(first.next == 3)
        let rest: HistoryReply = try bench.read(bench.ask("history", #"{"after":3}"#))
        #expect(rest.changes.map(\.former?.text) == ["1.0.0"])
        #expect(rest.next == nil)
    }

    @Test func `why a default was set is in the history`() throws {
        _ = try bench.ask("set-default", bench.body("1.0.0", #""reason":"2.0.0 is slow""#))
        let all: HistoryReply = try bench.read(bench.ask("history"))
        #expect(all.changes.last?.reason == "2.0.0 is slow")
        #expect(all.changes.last?.node == "node-1")
    }
}
