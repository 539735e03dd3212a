import Handlers
import Testing
import Topics

struct RevisionHandlerTests {
    private let bench: RegistryBench

    init() throws {
        bench = try RegistryBench()
    }

    @Test func `a registration is answered and told to everybody`() throws {
        let answer = try bench.ask(
            "register", #"{"namespace": "my-org", "name": "wind", "revision_tag": "v1.0"}"#)
        #expect(answer.reply.isOK)
        #expect(
            text(answer) == #"{"namespace":"my-org","name":"wind","revision_tag":"v1.0","#
                + #""is_default":true,"is_new":true,"reason":"no version is higher"}"#)
        #expect(
            answer.changes.map { text($0.publication.payload) } == [
                #"{"kind":"registered","number":1,"namespace":"my-org","name":"wind","#
                    + #""revision_tag":"v1.0","is_default":true,"version":"1.0","#
                    + #""registrant":"node-1","#
                    + #""registered_at":"2023-11-14T22:13:20.000125+00:00"}"#,
                #"{"number":2,"kind":"default_changed","namespace":"my-org","name":"wind","#
                    + #""revision_tag":"v1.0","reason":"no version is higher","by":"node-1","#
                    + #""changed_at":"2023-11-14T22:13:20.000125+00:00"}"#,
            ])
        let publication = try #require(answer.changes.first?.publication)
        #expect(publication.topic == .registry)
        #expect(
            publication.attributes.dictionary == [
                "kind": "registered", "service": "my-org/wind", "revision": "my-org/wind:v1.0",
            ])
    }

    @Test func `a new default names the one that was`() throws {
        try register("1.0.0")
        let changes = try register("1.1.0").changes
        #expect(changes.map(\.kind) == [.registered, .defaultChanged])
        #expect(changes.last?.revision?.description == "my-org/wind:1.1.0")
        guard case .changed(let entry) = changes.last else { return }
        #expect(entry.former?.text == "1.0.0")
    }

    @Test func `a revision that does not become the default changes no default`() throws {
        try register("1.0.0")
        #expect(try register("main").changes.map(\.kind) == [.registered])
    }

    @Test func `the same registration again is answered and told to nobody`() throws {
        try register("1.0.0")
        let again = try register("1.0.0")
        #expect(again.reply.isOK)
        #expect(text(again).hasSuffix(#""is_default":true,"is_new":false}"#))
        #expect(again.changes == [])
    }

    @Test func `another wish for the same revision is a conflict that says so`() throws {
        try register("1.0.0")
        let answer = try bench.ask(
            "register",
            #"{"namespace":"my-org","name":"wind","revision_tag":"1.0.0","is_default":false}"#)
        #expect(answer.reply.code == "conflict")
        #expect(
            try refusal(answer).error == "my-org/wind:1.0.0 was registered without is_default, and "
                + "now comes with is_default false; a revision is registered once, so use another "
                + "tag")
        #expect(answer.changes == [])
    }

    @Test func `a default that is set is told, once`() throws {
        try register("1.0.0")
        try register("2.0.0")
        let old = #"{"namespace":"my-org","name":"wind","revision_tag":"1.0.0"}"#
        #expect(try bench.ask("set-default", old).changes.map(\.kind) == [.defaultChanged])
        #expect(try bench.ask("set-default", old).changes == [])
        let unknown = #"{"namespace":"my-org","name":"wind","revision_tag":"9"}"#
        #expect(try bench.ask("set-default", unknown).reply.code == "not-found")
    }

    @Test func `a service is resolved to its default, a revision to itself`() throws {
        try register("1.0.0")
        try register("main")
        #expect(
            text(try bench.ask("resolve", #"{"namespace":"my-org","name":"wind"}"#))
                == #"{"namespace":"my-org","name":"wind","revision_tag":"1.0.0","is_default":true}"#
        )
        let exact = #"{"namespace":"my-org","name":"wind","revision_tag":"main"}"#
        #expect(
            text(try bench.ask("resolve", exact))
                == #"{"namespace":"my-org","name":"wind","revision_tag":"main","is_default":false}"#
        )
    }

    @Test func `a revision is described with all that is known`() throws {
        try register("V1.0-beta.2")
        let wish = #"{"namespace":"my-org","name":"wind","revision_tag":"V1.0-beta.2"}"#
        let answer = try bench.ask("describe", wish)
        #expect(answer.reply.isOK)
        #expect(text(answer).contains(#""version":"1.0b2","registrant":"node-1""#))
    }

    @Test func `what is not registered is not found, and what there is instead is named`() throws {
        try register("main")
        try register("other")
        let exact = try bench.ask(
            "describe", #"{"namespace":"my-org","name":"wind","revision_tag":"9"}"#)
        #expect(exact.reply.code == "not-found")
        let others = ["my-org/wind:other", "my-org/wind:main"]
        #expect(
            try refusal(exact)
                == RegistryRefusal(
                    "my-org/wind:9 is not registered; registered are my-org/wind:other, "
                        + "my-org/wind:main", revisions: others))
        let service = try bench.ask("resolve", #"{"namespace":"my-org","name":"wind"}"#)
        #expect(
            try refusal(service)
                == RegistryRefusal(
                    "my-org/wind has no default revision; registered are my-org/wind:other, "
                        + "my-org/wind:main", revisions: others))
        let nothing = try bench.ask("resolve", #"{"namespace":"my-org","name":"waves"}"#)
        #expect(
            try refusal(nothing)
                == RegistryRefusal("no revision of my-org/waves is registered", revisions: []))
    }

    @Test func `only the newest of many revisions are named`() throws {
        for number in 1...30 { try register("1.\(number)") }
        let refusal = try refusal(
            bench.ask("resolve", #"{"namespace":"my-org","name":"wind","revision_tag":"2"}"#))
        #expect(refusal.revisions?.count == 20)
        #expect(refusal.revisions?.first == "my-org/wind:1.30")
        #expect(refusal.error.hasSuffix("my-org/wind:1.11 and 10 more"))
    }

    @Test func `revisions are listed page by page`() throws {
        for tag in ["1.0", "1.1", "1.2"] { try register(tag) }
        let first = try page(#"{"namespace":"my-org","name":"wind","limit":2}"#)
        #expect(first.revisions.map(\.revision.tag.text) == ["1.0", "1.1"])
        let next = try #require(first.next)
        let second = try page(#"{"namespace":"my-org","name":"wind","limit":2,"after":\#(next)}"#)
        #expect(second.revisions.map(\.revision.tag.text) == ["1.2"])
        #expect(second.next == nil)
        #expect(try page("").revisions.count == 3)
        #expect(try page(#"{"namespace":"my-org","name":"waves"}"#).revisions == [])
    }

    @Test(arguments: [
        (
            "register", #"{"namespace":"My Org","name":7,"is_default":"yes"}"#,
            ["is_default", "name", "namespace", "revision_tag"]
        ),
        (
            "register", #"{"namespace":null,"name":"wind","revision_tag":"1.0+a"}"#,
            ["namespace", "revision_tag"]
        ),
        (
            "register",
            #"{"namespace":"my-org","name":"wind","revision_tag":"1","twine":[]}"#, ["twine"]
        ),
        ("register", "", ["name", "namespace", "revision_tag"]),
        ("resolve", #"{"namespace":"my-org"}"#, ["name"]),
        ("resolve", #"{"namespace":"my-org","name":"wind","revision_tag":""}"#, ["revision_tag"]),
        ("list", #"{"name":"wind","limit":0,"after":-1}"#, ["after", "limit", "namespace"]),
        ("list", #"{"limit":1001}"#, ["limit"]),
        ("describe", #"{"namespace":"my-org","name":"wind"}"#, ["revision_tag"]),
    ])
    func `every bad field is named`(method: String, body: String, fields: [String]) throws {
        let answer = try bench.ask(method, body)
        #expect(answer.reply.code == "malformed")
        let refusal = try refusal(answer)
        #expect(refusal.fields.map { $0.keys.sorted() } == fields)
        #expect(fields.allSatisfy { refusal.error.contains($0) })
        #expect(try page("").revisions == [])
    }

    @Test(arguments: ["[]", "7", "null", #""text""#, "{", #"{"namespace""#, "\u{0}"])
    func `what is no JSON object is malformed`(body: String) throws {
        for method in RegistryMethod.allCases {
            let answer = try bench.ask(method.rawValue, body)
            #expect(answer.reply.code == "malformed")
            #expect(try refusal(answer).error.hasPrefix("the request is not"))
        }
    }

    @Test func `a body over the limit is refused unread`() throws {
        let body = String(repeating: "[", count: RevisionHandler.bodyLimit + 1)
        let answer = try bench.ask("list", body)
        #expect(answer.reply.code == "too-large")
        #expect(
            try refusal(answer).error == "the request has 131073 bytes, and the limit is 131072")
    }

    @Test func `a twine is told to who asks for it, and to nobody else`() throws {
        let twine = #"{"title":"wind"}"#
        let revision = #""namespace":"my-org","name":"wind","revision_tag":"1.0.0""#
        let wish = #"{\#(revision),"twine":\#(twine)}"#
        #expect(try bench.ask("register", wish).reply.isOK)
        let told = #"{\#(revision),"is_default":true,"twine":\#(twine)}"#
        #expect(text(try bench.ask("resolve", #"{\#(revision),"with_twine":true}"#)) == told)
        let service = #"{"namespace":"my-org","name":"wind","with_twine":true}"#
        #expect(text(try bench.ask("resolve", service)) == told)
        #expect(
            text(try bench.ask("resolve", "{\(revision)}")) == #"{\#(revision),"is_default":true}"#)
        let other = try bench.ask("register", #"{\#(revision),"twine":{}}"#)
        #expect(other.reply.code == "conflict")
        #expect(try refusal(other).fields?.keys.sorted() == ["twine"])
    }

    @Test(arguments: [(65_536, true), (65_537, false)])
    func `a twine has at most 65536 bytes, spaces not counted`(count: Int, isTaken: Bool) throws {
        let text = String(repeating: "a", count: count - 8)
        let answer = try bench.ask(
            "register",
            #"{"namespace":"my-org","name":"wind","revision_tag":"1","twine": { "a" : "\#(text)" } }"#
        )
        #expect(answer.reply.code == (isTaken ? "ok" : "malformed"))
        if !isTaken {
            #expect(
                try refusal(answer).fields
                    == ["twine": "has 65537 bytes, and the limit is 65536"])
        }
    }

    @Test func `a method that there is not is unsupported`() throws {
        let answer = try bench.ask("remove", "{}")
        #expect(answer.reply.code == "unsupported")
        #expect(
            try refusal(answer).error
                == #"the registry has no method "remove"; "#
                + "it has register, resolve, list, describe, set-default, get-policy, "
                + "set-policy, set-channel, deprecate, deregister, history")
    }

    @discardableResult
    private func register(_ tag: String) throws -> RegistryReply {
        let wish = RegistrationRequest(revision: try ServiceRevision("my-org/wind:\(tag)"))
        return try bench.ask("register", JSONValue(encoding: wish).text())
    }

    private func page(_ body: String) throws -> ListingReply {
        try JSONValue(parsing: text(bench.ask("list", body))).decode()
    }

    private func refusal(_ answer: RegistryReply) throws -> RegistryRefusal {
        try JSONValue(parsing: text(answer)).decode()
    }

    private func text(_ answer: RegistryReply) -> String {
        text(answer.reply.payload)
    }

    private func text(_ payload: Payload) -> String {
        String(decoding: payload.bytes, as: UTF8.self)
    }
}
