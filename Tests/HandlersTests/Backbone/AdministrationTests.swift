import Handlers
import Testing
import Topics

/// What the backbone itself answers.
struct AdministrationTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.topics = 2
        limits.subscriptions = 1
        bus = try BackboneDriver(limits: limits)
        try bus.join(1)
        try bus.join(2)
    }

    /// The one line that answers a request.
    private func answer(_ method: String, _ parameters: String = "") throws -> String {
        try bus.turn(1, .administer(method, parameters), 5).last ?? "nothing"
    }

    @Test func `a topic is made once, and is there after the commit`() throws {
        try bus.say(1, .administer("topics.create", #"{"topic":"weather"}"#), 5)
        #expect(bus.atOnce() == [])
        let made =
            #"1: REPLY 5 ok {"topic":"weather","labels":{},"#
            + #""message_retention_seconds":600,"last_message":0,"subscriptions":[]}"#
        #expect(try bus.commit() == ["commit", made])
        #expect(try answer("topics.create", #"{"topic":"weather"}"#) == made)
        _ = try bus.turn(2, .subscribe())
        _ = try bus.turn(1, .publish())
        try bus.crash()
        try bus.join(1)
        #expect(
            try answer("topics.list") == #"1: REPLY 5 ok {"topics":[{"topic":"weather","#
                + #""labels":{},"message_retention_seconds":600,"last_message":1,"#
                + #""subscriptions":["sub"]}]}"#)
    }

    @Test func `there are no more topics and subscriptions than the limits`() throws {
        for topic in ["weather", "news"] {
            #expect(try answer("topics.create", #"{"topic":"\#(topic)"}"#).contains("ok"))
        }
        #expect(
            try answer("topics.create", #"{"topic":"third"}"#) == "1: ERROR 5 limit-reached")
        _ = try bus.turn(2, .subscribe("sub"))
        #expect(try bus.turn(2, .subscribe("another"), 6) == ["2: ERROR 6 limit-reached"])
    }

    @Test
    func `the subscriptions of a deleted topic keep what they are owed, and get nothing more`()
        throws
    {
        try bus.makeTopic("weather")
        _ = try bus.turn(2, .subscribe())
        _ = try bus.turn(1, .publish(key: "k"))
        #expect(try answer("topics.delete", #"{"topic":"weather"}"#) == "1: REPLY 5 ok {}")
        #expect(
            try answer("topics.delete", #"{"topic":"weather"}"#) == "1: ERROR 5 not-found")
        #expect(try bus.turn(1, .publish(), 7) == ["1: ERROR 7 not-found"])
        try bus.makeTopic("weather")
        #expect(try bus.turn(1, .publish(key: "k"), 8) == ["commit", "1: CONFIRM 8=2"])
        #expect(try bus.turn(2, .subscribe(), 9) == ["2: ERROR 9 conflict"])
        #expect(try bus.turn(2, .acknowledge(1), 6) == ["commit", "2: CONFIRM 6=1"])
        #expect(
            try answer("subscriptions.get", #"{"subscription":"sub"}"#)
                .contains(#""topic":"_deleted-topic_""#))
        #expect(
            try answer("subscriptions.delete", #"{"subscription":"sub"}"#) == "1: REPLY 5 ok {}")
        #expect(try bus.turn(2, .subscribe(), 10) == ["commit", "2: CONFIRM 10"])
    }

    @Test func `a subscription is listed, and deleted with what it is owed`() throws {
        try bus.makeTopic("weather")
        _ = try bus.turn(
            2, .subscribe(window: Window(messages: 1), deadline: 20, filter: "attributes:a"))
        for _ in 1...3 { _ = try bus.turn(1, .publish(attributes: ["a": "1"])) }
        #expect(
            try answer("subscriptions.list")
                == #"1: REPLY 5 ok {"subscriptions":[{"subscription":"sub","topic":"weather","#
                + #""labels":{},"filter":"attributes:a","ack_deadline_seconds":20,"#
                + #""enable_message_ordering":false,"enable_exactly_once_delivery":false,"#
                + #""retry_policy":null,"dead_letter_policy":null,"#
                + #""message_retention_seconds":604800,"retain_acked_messages":false,"#
                + #""expiration_seconds":2678400,"detached":false,"waiting":2,"delayed":0,"#
                + #""leased":1,"waiting_bytes":4,"acknowledged":0,"dead_lettered":0,"#
                + #""expired":0,"sessions":1,"oldest_ms":0}]}"#)
        #expect(
            try answer("subscriptions.delete", #"{"subscription":"sub"}"#) == "1: REPLY 5 ok {}")
        #expect(
            try answer("subscriptions.delete", #"{"subscription":"sub"}"#)
                == "1: ERROR 5 not-found")
        #expect(try answer("subscriptions.list") == #"1: REPLY 5 ok {"subscriptions":[]}"#)
        try bus.crash()
        try bus.join(1)
        #expect(try answer("subscriptions.list") == #"1: REPLY 5 ok {"subscriptions":[]}"#)
    }

    @Test func `nodes are listed with what they do`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(2, .offer("jobs"))
        try bus.handle(.lost(PeerID(2)))
        bus.pass(250)
        #expect(
            try answer("nodes.list") == #"1: REPLY 5 ok {"nodes":[{"node":"node-1","#
                + #""software":"test 1","#
                + #""since":"2023-11-14T22:13:21.000000+00:00","connected":true,"silent_ms":0,"#
                + #""serves":[],"offers":[],"subscriptions":[],"follows":0},"#
                + #"{"node":"node-2","software":"test 1","#
                + #""since":"2023-11-14T22:13:21.000000+00:00","connected":false,"silent_ms":250,"#
                + #""serves":["octue/wind:1.0.0"],"offers":["jobs"],"subscriptions":[],"#
                + #""follows":0}]}"#)
    }

    @Test func `services are listed with their questions`() throws {
        _ = try bus.turn(2, .serve(window: Window(messages: 1)))
        for question in UInt64(7)...9 { _ = try bus.turn(1, .ask(question)) }
        #expect(
            try answer("services.list")
                == #"1: REPLY 5 ok {"services":[{"revision":"octue/wind:1.0.0","served":true,"#
                + #""instances":1,"waiting":2,"running":1}]}"#)
    }

    @Test func `questions are listed by their relations`() throws {
        _ = try bus.turn(2, .serve())
        let root = QuestionID(high: 0, low: 7)
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(1, .ask(8) { ($0.parentQuestion, $0.originatorQuestion) = (root, root) })
        _ = try bus.turn(2, .event(7, 1, .result))
        let line = try answer("questions.list", #"{"question":"\#(root)"}"#)
        #expect(
            line == #"1: REPLY 5 ok {"questions":[{"question":"\#(root)","#
                + #""parent_question":null,"originator_question":"\#(root)","#
                + #""recipient":"octue/wind:1.0.0","parent":"local/local:local","#
                + #""asked":"1970-01-01T00:00:00.000000+00:00","events":1,"ended":true}]}"#)
        let children = try answer("questions.list", #"{"parent_question":"\#(root)"}"#)
        #expect(children.contains(#""question":"00000000-0000-0000-0000-000000000008""#))
        #expect(children.contains(#""ended":false"#))
        let tree = try answer("questions.list", #"{"originator_question":"\#(root)"}"#)
        #expect(tree.ranges(of: #""recipient""#).count == 2)
        let first = try answer("questions.list", #"{"originator_question":"\#(root)","limit":1}"#)
        #expect(first.ranges(of: #""recipient""#).count == 1)
        #expect(first.contains(#""next":"\#(root)""#))
        let rest = try answer(
            "questions.list", #"{"originator_question":"\#(root)","after":"\#(root)"}"#)
        #expect(rest.contains(#""question":"00000000-0000-0000-0000-000000000008""#))
        #expect(rest.ranges(of: #""recipient""#).count == 1)
        #expect(!rest.contains("next"))
    }

    @Test(arguments: [
        ("topics.create", ""), ("topics.create", "[]"), ("topics.create", "{"),
        ("topics.create", #"{"topic":5}"#), ("topics.create", #"{"topic":"a b"}"#),
        ("questions.list", "{}"), ("questions.list", #"{"question":"7"}"#),
        (
            "questions.list",
            #"{"question":"00000000-0000-0000-0000-000000000008","limit":0}"#
        ),
        (
            "questions.list",
            #"{"question":"00000000-0000-0000-0000-000000000008","after":"8"}"#
        ),
        (
            "questions.list",
            #"{"question":"00000000-0000-0000-0000-000000000008","#
                + #""parent_question":"00000000-0000-0000-0000-000000000008"}"#
        ),
    ])
    func `parameters that are not what a method needs are malformed`(
        _ method: String, _ parameters: String
    ) throws {
        #expect(try answer(method, parameters) == "1: ERROR 5 malformed")
    }

    @Test func `a method that is not there is unsupported`() throws {
        #expect(try answer("topics.rename") == "1: ERROR 5 unsupported")
    }
}
