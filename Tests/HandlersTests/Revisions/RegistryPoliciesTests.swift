import Handlers
import Registry
import Testing
import Topics

/// Transcripts of policies, channels and weights.
struct RegistryPoliciesTests {
    private let bench: RegistryBench
    private let wind = #""namespace":"my-org","name":"wind""#

    init() throws {
        bench = try RegistryBench()
    }

    @Test func `a policy is set, told and published`() throws {
        #expect(
            bench.text(try bench.ask("get-policy", "{\(wind)}"))
                == #"{\#(wind),"policy":{"kind":"latest-version"},"is_own":false}"#)
        let wish = #"{\#(wind),"policy":{"kind":"latest-stable"},"reason":"no more surprises"}"#
        let set = try bench.ask("set-policy", wish)
        #expect(
            bench.text(set) == #"{\#(wind),"policy":{"kind":"latest-stable"},"is_own":true}"#)
        #expect(
            set.changes.map { String(decoding: $0.publication.payload.bytes, as: UTF8.self) } == [
                #"{"number":1,"kind":"policy_changed",\#(wind),"policy":{"kind":"latest-stable"},"#
                    + #""reason":"no more surprises","by":"node-1","#
                    + #""changed_at":"2023-11-14T22:13:20.000125+00:00"}"#
            ])
        #expect(try bench.ask("set-policy", wish).changes == [])
        let all = try bench.ask("set-policy", #"{"policy":{"kind":"pinned"}}"#)
        #expect(bench.text(all) == #"{"policy":{"kind":"pinned"},"is_own":true}"#)
        #expect(all.changes.first?.attributes == ["kind": "policy_changed"])
        let none = try bench.ask("set-policy", "{\(wind)}")
        #expect(bench.text(none) == #"{\#(wind),"policy":{"kind":"pinned"},"is_own":false}"#)
    }

    @Test(arguments: [
        #"{"kind":"best"}"#, "7", #"{"kind":"channel"}"#, #"{"kind":"channel","channel":"A b"}"#,
        #"{"kind":"weighted"}"#, #"{"kind":"weighted","weights":{}}"#,
        #"{"kind":"weighted","weights":{"1":-1}}"#, #"{"kind":"weighted","weights":{"1":0}}"#,
        #"{"kind":"weighted","weights":{"1":0.5}}"#, #"{"kind":"weighted","weights":{"-":1}}"#,
        #"{"kind":"ask"}"#, #"{"kind":"ask","service":"board"}"#,
        #"{"kind":"ask","service":"my-org/board","timeout_seconds":21}"#,
        #"{"kind":"ask","service":"my-org/board","timeout_seconds":0}"#,
        #"{"kind":"ask","service":"my-org/board","fallback":"ask"}"#,
    ])
    func `a policy that means nothing is malformed`(policy: String) throws {
        let answer = try bench.ask("set-policy", #"{\#(wind),"policy":\#(policy)}"#)
        #expect(answer.reply.code == "malformed")
        #expect(try bench.refusal(answer).fields?.keys.sorted() == ["policy"])
    }

    @Test func `weights need revisions that are registered, and a service`() throws {
        let policy = #""policy":{"kind":"weighted","weights":{"1":1}}"#
        #expect(try bench.ask("set-policy", "{\(policy)}").reply.code == "malformed")
        #expect(try bench.ask("set-policy", "{\(wind),\(policy)}").reply.code == "not-found")
    }

    @Test func `who names no tree is told the weights, and a tree its revision`() throws {
        for tag in ["1", "2"] { _ = try bench.register(tag) }
        _ = try bench.ask(
            "set-policy",
            #"{\#(wind),"policy":{"kind":"weighted","weights":{"1":4,"2":6}}}"#)
        #expect(
            bench.text(try bench.ask("resolve", "{\(wind)}"))
                == #"{\#(wind),"revision_tag":"2","is_default":true,"weights":{"1":4,"2":6}}"#)
        // The hashes are 8 and 3 of 10, see docs/registry.md.
        for (question, tag, isDefault) in [
            ("00000000-0000-4000-8000-000000000001", "2", true),
            ("f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "1", false),
        ] {
            #expect(
                bench.text(
                    try bench.ask("resolve", #"{\#(wind),"originator_question":"\#(question)"}"#))
                    == #"{\#(wind),"revision_tag":"\#(tag)","is_default":\#(isDefault)}"#)
        }
    }

    @Test func `a channel is resolved by its name`() throws {
        _ = try bench.register("1.0.0")
        _ = try bench.register("2.0.0rc1", #""channel":"beta","is_default":false"#)
        #expect(
            bench.text(try bench.ask("resolve", #"{\#(wind),"channel":"beta"}"#))
                == #"{\#(wind),"revision_tag":"2.0.0rc1","is_default":false}"#)
        let missing = try bench.ask("resolve", #"{\#(wind),"channel":"canary"}"#)
        #expect(missing.reply.code == "not-found")
        #expect(
            try bench.refusal(missing).error == "my-org/wind has no channel canary; it has beta")
        let both = try bench.ask("resolve", bench.body("1.0.0", #""channel":"beta""#))
        #expect(try bench.refusal(both).fields?.keys.sorted() == ["channel"])
        let moved = try bench.ask("set-channel", bench.body("1.0.0", #""channel":"beta""#))
        #expect(bench.text(moved).hasSuffix(#""channels":{"beta":"1.0.0"}}"#))
        #expect(moved.changes.map(\.kind) == [.channelChanged])
        let ended = try bench.ask("set-channel", #"{\#(wind),"channel":"beta"}"#)
        #expect(!bench.text(ended).contains("channels"))
        #expect(
            try bench.ask("set-channel", bench.body("9", #""channel":"beta""#)).reply.code
                == "not-found")
    }

    @Test func `a registration is answered when the policy service has answered`() throws {
        _ = try bench.register("1.0.0")
        _ = try bench.ask(
            "set-policy", #"{\#(wind),"policy":{"kind":"ask","service":"my-org/board:7"}}"#)
        guard case .ask(let inquiry) = try bench.step("register", bench.body("2.0.0")) else {
            Issue.record("nobody is asked")
            return
        }
        #expect(inquiry.timeoutMilliseconds == 5_000)
        // Meanwhile the registry answers, and does not know the revision.
        #expect(try bench.ask("describe", bench.body("2.0.0")).reply.code == "not-found")
        let answer = try bench.handler.conclude(
            inquiry, .said(false, by: inquiry.asked), at: RegistryBench.time)
        #expect(
            bench.text(answer) == #"{\#(wind),"revision_tag":"2.0.0","is_default":false,"#
                + #""is_new":true,"reason":"my-org/board:7 said false"}"#)
        #expect(answer.changes.map(\.kind) == [.registered])
    }

    @Test func `without an answer the fallback decides, and the reply and the history say so`()
        throws
    {
        _ = try bench.ask(
            "set-policy", #"{\#(wind),"policy":{"kind":"ask","service":"my-org/board:7"}}"#)
        guard case .ask(let inquiry) = try bench.step("register", bench.body("2.0.0")) else {
            Issue.record("nobody is asked")
            return
        }
        let answer = try bench.handler.conclude(
            inquiry, .failed("it is away"), at: RegistryBench.time)
        let reason = "it is away; by latest-version: no version is higher"
        #expect(bench.text(answer).hasSuffix(#""reason":"\#(reason)"}"#))
        let history: HistoryReply = try bench.read(bench.ask("history"))
        #expect(history.changes.last?.reason == reason)
    }
}
