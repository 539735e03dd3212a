import Handlers
import Testing
import Topics

/// What becomes of a message until it is settled.
struct PublishTests {
    private let bus: BackboneDriver

    init() throws {
        bus = try BackboneDriver()
        try bus.makeTopic("weather")
        try bus.join(1)
        try bus.join(2)
        try bus.join(3)
    }

    @Test func `a message is delivered at once, and confirmed when it is on disk`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        try bus.say(1, .publish(), 5)
        #expect(bus.atOnce() == ["2: DELIVER sub 1, attempt 1, 10000 ms"])
        #expect(try bus.commit() == ["commit", "1: CONFIRM 5=1"])
        #expect(bus.feed == ["topic/weather MESSAGE 1 after 0"])
        #expect(try bus.turn(1, .publish(), 6).last == "1: CONFIRM 6=2")
        #expect(bus.feed.last == "topic/weather MESSAGE 2 after 1")
    }

    @Test func `confirmations of a turn come together`() throws {
        try bus.say(1, .publish(), 5)
        try bus.say(2, .publish(), 5)
        try bus.say(1, .publish(), 6)
        try bus.say(1, .publish(), 0)
        #expect(try bus.commit() == ["commit", "1: CONFIRM 5=1 6=3", "2: CONFIRM 5=2"])
    }

    @Test func `a message to a topic that is not there is refused`() throws {
        let publication = Publication(topic: try TopicName("news"), payload: .empty)
        #expect(try bus.turn(1, .publish(publication), 5) == ["1: ERROR 5 not-found"])
        #expect(try bus.turn(1, .subscribe(topic: "news"), 6) == ["1: ERROR 6 not-found"])
    }

    @Test func `a subscription is owed what is published after it was made`() throws {
        _ = try bus.turn(1, .publish(), 1)
        _ = try bus.turn(2, .subscribe(), 2)
        _ = try bus.turn(2, .unsubscribe(try SubscriptionName("sub")), 3)
        #expect(try bus.turn(1, .publish(), 4) == ["commit", "1: CONFIRM 4=2"])
        #expect(
            try bus.turn(2, .subscribe(), 5) == [
                "2: DELIVER sub 2, attempt 1, 10000 ms", "commit", "2: CONFIRM 5",
            ])
    }

    @Test func `every subscription gets every message, one session of each`() throws {
        for (peer, name) in [(UInt64(1), "sub-a"), (2, "sub-a"), (3, "sub-b")] {
            _ = try bus.turn(peer, .subscribe(name), 1)
        }
        let lines = try bus.turn(1, .publish()) + bus.turn(1, .publish())
        #expect(
            lines == [
                "1: DELIVER sub-a 1, attempt 1, 10000 ms",
                "3: DELIVER sub-b 1, attempt 1, 10000 ms",
                "2: DELIVER sub-a 2, attempt 1, 10000 ms",
                "3: DELIVER sub-b 2, attempt 1, 10000 ms",
            ])
    }

    @Test func `a settled message is over, and makes room for the next`() throws {
        _ = try bus.turn(2, .subscribe(window: Window(messages: 1)), 1)
        _ = try bus.turn(1, .publish(), 2)
        _ = try bus.turn(1, .publish(), 3)
        #expect(
            try bus.turn(2, .acknowledge(1), 4) == [
                "2: DELIVER sub 2, attempt 1, 10000 ms", "commit", "2: CONFIRM 4=1",
            ])
        #expect(try bus.turn(2, .acknowledge(1), 5) == ["commit", "2: CONFIRM 5"])
        #expect(try bus.turn(2, .acknowledge(1, 2, 9), 6) == ["commit", "2: CONFIRM 6=1"])
        #expect(try bus.wait(60_000) == [])
    }

    @Test func `a message that is not settled in time is delivered again`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish(), 2)
        #expect(try bus.turn(2, .extend(1, by: 12_000), 3) == ["commit", "2: CONFIRM 3"])
        #expect(try bus.wait(9_000) == [])
        _ = try bus.turn(2, .ping)
        #expect(try bus.wait(3_000) == ["2: DELIVER sub 1, attempt 2, 10000 ms"])
        #expect(try bus.turn(2, .acknowledge(1, attempt: 1), 4) == ["commit", "2: CONFIRM 4"])
        #expect(try bus.turn(2, .extend(1, by: 1), 5) == ["2: ERROR 5 not-leased"])
        #expect(try bus.turn(2, .acknowledge(1, attempt: 2), 6) == ["commit", "2: CONFIRM 6=1"])
    }

    @Test func `a rejected message comes again, no sooner than it says`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish(), 2)
        #expect(
            try bus.turn(2, .reject(1), 3) == [
                "2: DELIVER sub 1, attempt 2, 10000 ms", "commit", "2: CONFIRM 3",
            ])
        #expect(
            try bus.turn(2, .reject(1, attempt: 2, for: 500), 4) == ["commit", "2: CONFIRM 4"])
        #expect(try bus.wait(499) == [])
        #expect(try bus.wait(1) == ["2: DELIVER sub 1, attempt 3, 10000 ms"])
        #expect(try bus.turn(2, .reject(1, attempt: 2), 5) == ["2: ERROR 5 not-leased"])
        #expect(try bus.turn(1, .reject(1, attempt: 3), 6) == ["1: ERROR 6 not-leased"])
    }

    @Test func `what a session has goes to others when it is over`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish())
        _ = try bus.turn(3, .subscribe(), 1)
        #expect(try bus.turn(2, .bye) == ["3: DELIVER sub 1, attempt 2, 10000 ms"])
        #expect(
            try bus.turn(3, .unsubscribe(try SubscriptionName("sub")), 2) == [
                "commit", "3: CONFIRM 2",
            ])
        #expect(
            try bus.turn(3, .unsubscribe(try SubscriptionName("sub")), 3) == [
                "3: ERROR 3 not-found"
            ])
        #expect(
            try bus.turn(1, .subscribe()) == ["1: DELIVER sub 1, attempt 3, 10000 ms"])
    }

    @Test func `a session that comes back over another connection is sent what it has again`()
        throws
    {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish())
        try bus.handle(.lost(PeerID(2)))
        #expect(try bus.turn(1, .publish()) == [])
        bus.pass(1_000)
        try bus.join(12, session: 2)
        #expect(
            try bus.turn(12, .subscribe(), 1) == [
                "12: DELIVER sub 1, attempt 1, 9000 ms", "12: DELIVER sub 2, attempt 1, 10000 ms",
                "commit", "12: CONFIRM 1",
            ])
        #expect(try bus.turn(12, .subscribe(), 2) == ["commit", "12: CONFIRM 2"])
    }

    @Test func `a restart delivers again what is not settled, and only that`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        for correlation in UInt64(1)...3 { _ = try bus.turn(1, .publish(), correlation) }
        _ = try bus.turn(2, .acknowledge(2), 4)
        _ = try bus.turn(2, .reject(3), 5)
        try bus.crash()
        try bus.join(2)
        #expect(
            try bus.turn(2, .subscribe(), 1) == [
                "2: DELIVER sub 1, attempt 1, 10000 ms", "2: DELIVER sub 3, attempt 2, 10000 ms",
                "commit", "2: CONFIRM 1",
            ])
    }

    @Test func `a message that was delivered and not committed is gone, and its number with it`()
        throws
    {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish(), 1)
        try bus.say(1, .publish("lost"), 2)
        #expect(bus.atOnce() == ["2: DELIVER sub 2, attempt 1, 10000 ms"])
        try bus.crash()
        try bus.join(1)
        try bus.join(2)
        // Its number is not used again: somebody has seen it on another message.
        #expect(try bus.turn(1, .publish("new"), 2) == ["commit", "1: CONFIRM 2=65538"])
        #expect(bus.feed.last == "topic/weather MESSAGE 65538 after 1")
        #expect(try bus.turn(2, .acknowledge(2), 3) == ["commit", "2: CONFIRM 3"])
        #expect(try bus.turn(2, .acknowledge(1), 4) == ["commit", "2: CONFIRM 4=1"])
    }

    @Test func `a deduplication key lets a message in once, for some time, and over a restart`()
        throws
    {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish(key: "a"), 1)
        #expect(try bus.turn(1, .publish(key: "a"), 2) == ["commit", "1: CONFIRM 2=1"])
        try bus.crash(after: 599_999)
        try bus.join(1)
        #expect(try bus.turn(1, .publish(key: "a"), 3) == ["commit", "1: CONFIRM 3=1"])
        bus.pass(1)
        #expect(try bus.turn(1, .publish(key: "a"), 4) == ["commit", "1: CONFIRM 4=65538"])
        #expect(try bus.turn(1, .publish(key: "b"), 5) == ["commit", "1: CONFIRM 5=65539"])
    }

    @Test func `a message with a deduplication key is delivered when it is on disk`() throws {
        _ = try bus.turn(1, .publish(key: "a"), 1)
        #expect(try bus.turn(2, .subscribe(), 1) == ["commit", "2: CONFIRM 1"])
        try bus.say(1, .publish("kept", key: "b"), 2)
        #expect(try bus.write() == ["1: CONFIRM 2=2"])
        // The disk takes its time, and the lease goes on meanwhile.
        bus.pass(20)
        #expect(bus.arrive() == ["2: DELIVER sub 2, attempt 1, 9980 ms"])
        try bus.say(2, .reject(2), 3)
        #expect(bus.atOnce() == ["2: DELIVER sub 2, attempt 2, 10000 ms"])
    }

    @Test func `a message that is given out again before it is on disk waits for that`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        try bus.say(1, .publish("kept", key: "a"), 1)
        #expect(try bus.write() == ["1: CONFIRM 1=1"])
        try bus.handle(.lost(PeerID(2)))
        try bus.say(4, .hello(.test(2)))
        try bus.say(4, .subscribe(), 2)
        #expect(bus.atOnce() == ["4: WELCOME again"])
        // To the connection that is gone nothing is sent.
        #expect(bus.arrive() == [])
        #expect(
            try bus.commit() == ["commit", "4: DELIVER sub 1, attempt 1, 10000 ms", "4: CONFIRM 2"])
    }

    @Test func `a filter keeps back what does not pass`() throws {
        _ = try bus.turn(2, .subscribe(filter: #"attributes.place = "sea""#), 1)
        _ = try bus.turn(1, .publish(attributes: ["place": "land"]))
        #expect(
            try bus.turn(1, .publish(attributes: ["place": "sea"])) == [
                "2: DELIVER sub 2, attempt 1, 10000 ms"
            ])
        #expect(
            try bus.turn(3, .subscribe("other", filter: "attributes."), 1) == [
                "3: ERROR 1 malformed"
            ])
    }

    @Test(
        arguments: [
            ("other", 0, ""), ("weather", 20, ""), ("weather", 0, #"attributes.a = "b""#),
        ] as [(String, UInt16, String)])
    func `a subscription that is another one than is wanted is a conflict`(
        _ topic: String, _ deadline: UInt16, _ filter: String
    ) throws {
        try bus.makeTopic("other")
        _ = try bus.turn(2, .subscribe(deadline: 10), 1)
        #expect(
            try bus.turn(3, .subscribe(deadline: deadline, filter: filter, topic: topic), 2) == [
                "3: ERROR 2 conflict"
            ])
        #expect(try bus.turn(3, .subscribe(deadline: 0), 3) == ["commit", "3: CONFIRM 3"])
    }

    @Test func `messages are fetched by their numbers`() throws {
        for _ in 1...5 { _ = try bus.turn(1, .publish()) }
        let topic = try TopicName("weather")
        func fetch(_ after: UInt64, _ before: UInt64, _ limit: UInt16) throws -> [String] {
            try bus.turn(
                1,
                .fetch(
                    FetchRequest(
                        topic: topic, after: MessageID(after), before: MessageID(before),
                        limit: limit)), 4)
        }
        #expect(
            try fetch(1, 4, 10) == [
                "1: MESSAGE 4 2 after 1", "1: MESSAGE 4 3 after 2", "commit", "1: CONFIRM 4=2",
            ])
        #expect(try fetch(3, 0, 1) == ["1: MESSAGE 4 4 after 3", "commit", "1: CONFIRM 4=1"])
        #expect(try fetch(5, 0, 10) == ["commit", "1: CONFIRM 4"])
        #expect(try fetch(.max, .max, 10) == ["commit", "1: CONFIRM 4"])
    }

    @Test func `old messages are removed when nobody is owed one that is older`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        for _ in 1...3 { _ = try bus.turn(1, .publish()) }
        _ = try bus.turn(2, .acknowledge(1), 2)
        _ = try bus.wait(700_000)
        try bus.join(1)
        let fetch = Command.fetch(
            FetchRequest(
                topic: try TopicName("weather"), after: MessageID(0), before: MessageID(0),
                limit: 10))
        #expect(
            try bus.turn(1, fetch, 4) == [
                "1: MESSAGE 4 2 after 1", "1: MESSAGE 4 3 after 2", "commit", "1: CONFIRM 4=2",
            ])
    }
}
