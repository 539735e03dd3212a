import Testing
import Topics

@testable import Handlers

/// What a subscription remembers over a restart of the backbone.
struct RestartTests {
    private let bus: BackboneDriver

    init() throws {
        bus = try BackboneDriver()
        try join()
        try bus.makeTopic("weather")
    }

    private func join() throws {
        for peer in UInt64(1)...3 { try bus.join(peer) }
    }

    private func make(_ settings: String) throws {
        let answer = try bus.turn(
            1,
            .administer(
                "subscriptions.create", #"{"subscription":"sub","topic":"weather",\#(settings)}"#),
            9)
        #expect(answer.last?.contains("ok") == true, "\(answer)")
    }

    private func restart(after milliseconds: Int64 = 0) throws {
        try bus.crash(after: milliseconds)
        try join()
    }

    @Test func `what was rejected is kept back for the rest of its back-off`() throws {
        try make(#""retry_policy":{"minimum_backoff_seconds":20}"#)
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish())
        _ = try bus.turn(2, .reject(1), 2)
        try restart(after: 5_000)
        #expect(try bus.turn(2, .subscribe(), 3) == ["commit", "2: CONFIRM 3"])
        #expect(try bus.wait(14_999) == [])
        try join()
        _ = try bus.turn(2, .subscribe(), 4)
        #expect(try bus.wait(1) == ["2: DELIVER sub 1, attempt 2, 10000 ms"])
    }

    @Test func `a lease of exactly-once delivery lasts, and its attempt is not used twice`() throws
    {
        try make(#""enable_exactly_once_delivery":true"#)
        _ = try bus.turn(2, .subscribe(), 1)
        #expect(
            try bus.turn(1, .publish()) == ["commit", "2: DELIVER sub 1, attempt 1, 10000 ms"])
        try restart(after: 4_000)
        #expect(try bus.turn(3, .subscribe(), 2) == ["commit", "3: CONFIRM 2"])
        #expect(try bus.wait(5_999) == [])
        #expect(
            try bus.wait(1) == ["commit", "3: DELIVER sub 1, attempt 2, 10000 ms"])
        #expect(try bus.turn(2, .acknowledge(1), 3) == ["2: ERROR 3 not-leased"])
        #expect(
            try bus.turn(3, .acknowledge(1, attempt: 2), 4) == ["commit", "3: CONFIRM 4=1"])
        try restart()
        #expect(
            try bus.turn(3, .acknowledge(1, attempt: 2), 4) == ["commit", "3: CONFIRM 4"],
            "the confirmation may have been lost")
    }

    @Test func `an acknowledgement of before a seek settles nothing after it`() throws {
        try make(#""enable_exactly_once_delivery":true"#)
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish())
        _ = try bus.turn(2, .acknowledge(1), 2)
        let seek = #"{"subscription":"sub","time":"2023-11-14T00:00:00+00:00"}"#
        let lines = try bus.turn(1, .administer("subscriptions.seek", seek), 3)
        #expect(lines.contains("2: DELIVER sub 1, attempt 2, 10000 ms"))
        #expect(try bus.turn(2, .acknowledge(1), 4) == ["2: ERROR 4 not-leased"])
        #expect(
            try bus.turn(2, .acknowledge(1, attempt: 2), 5) == ["commit", "2: CONFIRM 5=1"])
    }

    @Test func `a key waits for its message that is kept back`() throws {
        try make(
            #""enable_message_ordering":true,"retry_policy":{"minimum_backoff_seconds":20}"#)
        _ = try bus.turn(2, .subscribe(), 1)
        for _ in 1...3 { _ = try bus.turn(1, .publish(orderingKey: "k")) }
        _ = try bus.turn(2, .reject(1), 2)
        try restart(after: 1_000)
        #expect(try bus.turn(2, .subscribe(), 3) == ["commit", "2: CONFIRM 3"])
        _ = try bus.turn(1, .publish(orderingKey: "other"))
        #expect(bus.sent.last { if case .deliver = $0 { true } else { false } } != nil)
        bus.pass(18_990)
        try join()
        _ = try bus.turn(2, .subscribe(), 4)
        #expect(
            try bus.wait(10).filter {
                $0.contains("DELIVER sub 1")
                    || $0.contains("DELIVER sub 2") || $0.contains("DELIVER sub 3")
            } == [
                "2: DELIVER sub 1, attempt 2, 10000 ms",
                "2: DELIVER sub 2, attempt 2, 10000 ms",
                "2: DELIVER sub 3, attempt 2, 10000 ms",
            ])
    }

    @Test func `a message of a key that was kept back waits for an earlier one that goes again`()
        throws
    {
        try make(#""enable_message_ordering":true"#)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 2)), 1)
        for _ in 1...2 { _ = try bus.turn(1, .publish(orderingKey: "k")) }
        _ = try bus.turn(2, .reject(2, for: 1_000), 2)
        try restart(after: 2_000)
        #expect(
            try bus.turn(2, .subscribe(window: Window(messages: 1)), 3)
                == ["2: DELIVER sub 1, attempt 1, 10000 ms", "commit", "2: CONFIRM 3"])
        #expect(
            try bus.turn(2, .acknowledge(1), 4).first == "2: DELIVER sub 2, attempt 2, 10000 ms")
    }

    @Test func `a message of a key stays back for the rest of its time behind an earlier one`()
        throws
    {
        try make(#""enable_message_ordering":true"#)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 3)), 1)
        for _ in 1...3 { _ = try bus.turn(1, .publish(orderingKey: "k")) }
        _ = try bus.turn(2, .reject(2, for: 1_000), 2)
        try restart(after: 500)
        #expect(
            try bus.turn(2, .subscribe(window: Window(messages: 3)), 3)
                == ["2: DELIVER sub 1, attempt 1, 10000 ms", "commit", "2: CONFIRM 3"])
        #expect(try bus.wait(499) == [])
        #expect(
            try bus.wait(1) == [
                "2: DELIVER sub 2, attempt 2, 10000 ms", "2: DELIVER sub 3, attempt 2, 10000 ms",
            ])
    }

    @Test func `a message of a key whose time is over goes after earlier ones that wait`()
        throws
    {
        try make(#""enable_message_ordering":true"#)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 3)), 1)
        for _ in 1...3 { _ = try bus.turn(1, .publish(orderingKey: "k")) }
        _ = try bus.turn(2, .reject(3, for: 2_000), 2)
        _ = try bus.turn(2, .reject(1, for: 1_000), 2)
        try restart(after: 500)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 1)), 3)
        for time: Int64 in [500, 1_000, 1_000] { _ = try bus.wait(time) }
        #expect(
            try bus.turn(2, .acknowledge(1, attempt: 2), 4).first
                == "2: DELIVER sub 2, attempt 2, 10000 ms")
        #expect(
            try bus.turn(2, .acknowledge(2, attempt: 2), 5).first
                == "2: DELIVER sub 3, attempt 2, 10000 ms")
    }

    @Test func `a message of a key whose time is over goes after earlier ones in their lane`()
        throws
    {
        try make(#""enable_message_ordering":true"#)
        _ = try bus.turn(2, .subscribe(window: Window(messages: 3)), 1)
        for key in ["", "k", "k"] { _ = try bus.turn(1, .publish(orderingKey: key)) }
        _ = try bus.turn(2, .reject(3, for: 1_000), 2)
        try restart()
        _ = try bus.turn(2, .subscribe(window: Window(messages: 1)), 3)
        #expect(try bus.wait(1_000) == [])
        #expect(
            try bus.turn(2, .acknowledge(1), 4).first == "2: DELIVER sub 2, attempt 1, 10000 ms")
        #expect(
            try bus.turn(2, .acknowledge(2), 5).first == "2: DELIVER sub 3, attempt 2, 10000 ms")
    }

    @Test func `an acknowledgement is remembered for ten minutes, and no longer`() throws {
        try make(#""enable_exactly_once_delivery":true"#)
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish())
        _ = try bus.turn(2, .acknowledge(1), 2)
        bus.pass(599_999)
        #expect(try bus.turn(2, .acknowledge(1), 3).last == "2: CONFIRM 3")
        bus.pass(1)
        #expect(try bus.turn(2, .acknowledge(1), 4) == ["2: ERROR 4 not-leased"])
    }

    @Test func `a message whose time ended while it was leased is not owed after a seek`() throws {
        try make(#""enable_exactly_once_delivery":true"#)
        _ = try bus.turn(1, .publish(timeToLive: 5_000))
        let pull = PullRequest(subscription: try SubscriptionName("sub"), limit: 1)
        _ = try bus.turn(2, .pull(pull), 1)
        _ = try bus.wait(6_000)
        #expect(try standing().contains(#""waiting":0,"delayed":0,"leased":1"#))
        let seek = #"{"subscription":"sub","time":"2023-11-14T00:00:00+00:00"}"#
        _ = try bus.turn(1, .administer("subscriptions.seek", seek), 3)
        #expect(try standing().contains(#""waiting":0,"delayed":0,"leased":0"#))
    }

    @Test func `a message whose time ended is not owed when it is taken back with its key`()
        throws
    {
        try make(#""enable_message_ordering":true"#)
        _ = try bus.turn(2, .subscribe(), 1)
        for life: UInt32 in [0, 5_000, 0] {
            _ = try bus.turn(1, .publish(orderingKey: "k", timeToLive: life))
        }
        _ = try bus.wait(6_000)
        _ = try bus.turn(2, .reject(1, for: 1_000), 2)
        #expect(try standing().contains(#""waiting":1,"delayed":1,"leased":0"#))
    }

    private func standing() throws -> String {
        let get = Command.administer("subscriptions.get", #"{"subscription":"sub"}"#)
        return try bus.turn(1, get, 9).last ?? ""
    }

    @Test func `priorities last`() throws {
        try make(#""labels":{}"#)
        for priority in UInt8(0)...2 { _ = try bus.turn(1, .publish(priority: priority)) }
        try restart()
        #expect(
            try bus.turn(2, .subscribe(), 1).prefix(3) == [
                "2: DELIVER sub 3, attempt 1, 10000 ms", "2: DELIVER sub 2, attempt 1, 10000 ms",
                "2: DELIVER sub 1, attempt 1, 10000 ms",
            ])
    }

    @Test func `the clock of the file goes on while the backbone is down, and never back`() throws {
        _ = try bus.turn(2, .subscribe(), 1)
        _ = try bus.turn(1, .publish(timeToLive: 60_000))
        try restart(after: 59_000)
        bus.stepCalendar(by: -3_600_000)
        try restart(after: 500)
        #expect(
            try bus.turn(2, .subscribe(), 2).first == "2: DELIVER sub 1, attempt 1, 10000 ms")
    }

    @Test func `a step of the calendar ends nothing while the backbone runs`() throws {
        _ = try bus.turn(2, .subscribe(window: Window(messages: 0)), 1)
        _ = try bus.turn(1, .publish(timeToLive: 60_000))
        bus.stepCalendar(by: 400 * 86_400_000)
        _ = try bus.wait(61)
        #expect(
            try bus.turn(2, .subscribe(), 2).first == "2: DELIVER sub 1, attempt 1, 10000 ms")
        #expect(
            try bus.turn(
                1,
                .fetch(
                    FetchRequest(
                        topic: TopicName("weather"), after: MessageID(0), before: MessageID(0),
                        limit: 9)), 3
            )
            .first == "1: MESSAGE 3 1 after 0")
    }
}
