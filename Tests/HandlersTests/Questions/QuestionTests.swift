import Handlers
import Testing
import Topics

/// A question from ASK to its one end; node 1 asks, nodes 2 and 3 answer.
struct QuestionTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.silence = 600_000
        limits.openQuestions = 2
        bus = try BackboneDriver(limits: limits)
        for peer in UInt64(1)...3 { try bus.join(peer) }
    }

    /// Lets a node serve revision 1.0.0.
    private func serve(_ peer: UInt64, window: UInt32 = 10) throws {
        _ = try bus.turn(peer, .serve(window: Window(messages: window)))
    }

    /// The end that the backbone itself put to a question.
    private func lastEnd() -> String {
        for case .event(let event) in bus.sent.reversed() {
            return String(decoding: event.payload.bytes, as: UTF8.self)
        }
        return "none"
    }

    @Test func `a question is asked, answered and over`() throws {
        try serve(2)
        try bus.say(1, .ask(7), 5)
        #expect(bus.atOnce() == ["2: QUESTION 7, attempt 1"])
        #expect(try bus.commit() == ["commit", "1: CONFIRM 5"])
        #expect(
            try bus.turn(2, .event(7, 1, .deliveryAcknowledgement), 1) == [
                "commit", "1: EVENT 7 #1 delivery_acknowledgement", "2: CONFIRM 1=1",
            ])
        #expect(
            try bus.turn(2, .event(7, 2, .result), 2) == [
                "commit", "1: EVENT 7 #2 result", "2: CONFIRM 2=2",
            ])
        #expect(try bus.turn(2, .event(7, 3), 3) == ["commit", "2: ERROR 3 question-ended"])
        #expect(
            bus.feed == [
                "question/octue/wind:1.0.0/" + "00000000-0000-0000-0000-000000000007"
                    + " QUESTION 7, attempt 0",
                "question/octue/wind:1.0.0/" + "00000000-0000-0000-0000-000000000007"
                    + " EVENT 7 #1 delivery_acknowledgement",
                "question/octue/wind:1.0.0/" + "00000000-0000-0000-0000-000000000007"
                    + " EVENT 7 #2 result",
            ])
    }

    @Test func `nothing about an event is shown before it is on disk`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        try bus.say(2, .event(7, 1), 1)
        try bus.say(2, .event(7, 2, .result), 2)
        #expect(bus.atOnce() == [])
        try bus.crash()
        for peer in UInt64(1)...2 { try bus.join(peer) }
        #expect(
            try bus.turn(2, .serve(), 3) == [
                "2: QUESTION 7, attempt 1", "commit", "2: CONFIRM 3",
            ])
        #expect(try bus.turn(1, .follow(7, from: 1), 6) == ["commit", "1: CONFIRM 6"])
        #expect(
            try bus.turn(2, .event(7, 1, .result), 1) == [
                "commit", "1: EVENT 7 #1 result", "2: CONFIRM 1=1",
            ])
    }

    @Test func `repeated events are confirmed and not stored, gaps are refused`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(2, .event(7, 1), 1)
        #expect(try bus.turn(2, .event(7, 1), 1) == ["commit", "2: CONFIRM 1"])
        #expect(try bus.turn(2, .event(7, 3), 3) == ["2: ERROR 3 malformed"])
        _ = try bus.turn(2, .event(7, 2, .result), 2)
        // The same end again is the same end; another one is too late.
        #expect(try bus.turn(2, .event(7, 2, .result), 2) == ["commit", "2: CONFIRM 2=2"])
        #expect(
            try bus.turn(2, .event(7, 4, .exception), 4) == ["commit", "2: ERROR 4 question-ended"])
    }

    @Test func `events of others, or of an attempt that is over, are refused`() throws {
        try serve(2)
        try serve(3)
        _ = try bus.turn(1, .ask(7))
        #expect(try bus.turn(3, .event(7, 1), 1) == ["commit", "3: ERROR 1 stale-attempt"])
        #expect(
            try bus.turn(2, .event(7, attempt: 2, 1), 1) == ["commit", "2: ERROR 1 stale-attempt"])
        #expect(try bus.turn(2, .event(8, 1), 1) == ["2: ERROR 1 not-found"])
        #expect(
            try bus.turn(2, .release(7), 2) == [
                "commit", "3: QUESTION 7, attempt 2", "2: CONFIRM 2",
            ])
        #expect(
            try bus.turn(2, .event(7, 1, .result), 1) == ["commit", "2: ERROR 1 stale-attempt"])
        #expect(
            try bus.turn(3, .event(7, attempt: 2, 1, .result), 1) == [
                "commit", "1: EVENT 7 #1 result", "3: CONFIRM 1=1",
            ])
    }

    @Test func `events of all attempts are one stream`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(2, .event(7, 1))
        try serve(3)
        _ = try bus.turn(2, .bye)
        _ = try bus.turn(3, .event(7, attempt: 2, 1))
        #expect(
            try bus.turn(3, .event(7, attempt: 2, 2, .result)) == [
                "commit", "1: EVENT 7 #3 result",
            ])
    }

    @Test func `the same question again is confirmed, another recipient is a conflict`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7), 1)
        _ = try bus.turn(2, .event(7, 1))
        #expect(
            try bus.turn(1, .ask(7), 1) == ["commit", "1: EVENT 7 #1 log_record", "1: CONFIRM 1=1"])
        #expect(try bus.turn(1, .ask(7, of: "2.0.0"), 2) == ["1: ERROR 2 conflict"])
        _ = try bus.turn(2, .event(7, 2, .result))
        #expect(
            try bus.turn(1, .ask(7), 3) == [
                "commit", "1: EVENT 7 #1 log_record", "1: EVENT 7 #2 result", "1: CONFIRM 3",
            ])
        #expect(
            try bus.turn(3, .ask(7) { $0.isFollowed = false }, 4) == ["commit", "3: CONFIRM 4"])
    }

    @Test func `CANCEL ends a question, tells its child, and makes room`() throws {
        try serve(2, window: 1)
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(1, .ask(8))
        #expect(
            try bus.turn(1, .cancel(7), 1) == [
                "2: QUESTION 8, attempt 1", "commit", "1: EVENT 7 #1 cancelled", "2: CANCEL 7",
                "1: CONFIRM 1=1",
            ])
        #expect(lastEnd() == #"{"kind":"cancelled","reason":"enough"}"#)
        #expect(try bus.turn(1, .cancel(7), 2) == ["commit", "1: CONFIRM 2"])
        #expect(try bus.turn(1, .cancel(9), 3) == ["1: ERROR 3 not-found"])
    }

    @Test func `a question that is not answered in time is cancelled, over a restart, too`() throws
    {
        try serve(2)
        _ = try bus.turn(1, .ask(7) { $0.timeoutMilliseconds = 5_000 })
        _ = try bus.turn(1, .ask(8) { $0.timeoutMilliseconds = 6_000 })
        #expect(try bus.wait(4_999) == [])
        #expect(
            try bus.wait(1) == ["commit", "1: EVENT 7 #1 cancelled", "2: CANCEL 7"])
        try bus.crash(after: 500)
        try bus.join(1)
        _ = try bus.turn(1, .follow(8, from: 1))
        #expect(try bus.wait(499) == [])
        #expect(try bus.wait(1) == ["commit", "1: EVENT 8 #1 cancelled"])
        #expect(lastEnd() == #"{"kind":"cancelled","reason":"not answered in time"}"#)
    }

    @Test func `every event extends the lease; without one another child gets the question`() throws
    {
        try serve(2)
        try serve(3)
        _ = try bus.turn(1, .ask(7))
        #expect(try bus.wait(29_999) == [])
        _ = try bus.turn(2, .event(7, 1, .heartbeat))
        #expect(try bus.wait(29_999) == [])
        #expect(try bus.wait(1) == ["commit", "2: CANCEL 7", "3: QUESTION 7, attempt 2"])
    }

    @Test(arguments: [false, true])
    func `a question that no child ends is ended after five attempts`(_ isReleased: Bool) throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        for attempt in UInt32(1)...4 {
            let lines =
                isReleased
                ? try bus.turn(2, .release(7, attempt: attempt)) : try bus.wait(30_000)
            #expect(lines.last == "2: QUESTION 7, attempt \(attempt + 1)")
        }
        let lines = isReleased ? try bus.turn(2, .release(7, attempt: 5)) : try bus.wait(30_000)
        #expect(lines == ["commit", "1: EVENT 7 #1 exception", "2: CANCEL 7"])
        #expect(lastEnd().contains(#""exception_type":"AttemptsExhausted""#))
        #expect(lastEnd().contains("given to 5 children"))
    }

    @Test func `only who has a question releases it`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        #expect(try bus.turn(3, .release(7), 1) == ["commit", "3: ERROR 1 stale-attempt"])
        #expect(
            try bus.turn(2, .release(7, attempt: 2), 1) == ["commit", "2: ERROR 1 stale-attempt"])
        #expect(try bus.turn(2, .release(8), 1) == ["2: ERROR 1 not-found"])
    }

    @Test func `there are no more open questions than the limit`() throws {
        try serve(2)
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(1, .ask(8))
        #expect(try bus.turn(1, .ask(9), 1) == ["1: ERROR 1 limit-reached"])
        #expect(try bus.turn(1, .ask(8), 2) == ["commit", "1: CONFIRM 2"])
        _ = try bus.turn(2, .event(7, 1, .result))
        #expect(try bus.turn(1, .ask(9), 3).last == "1: CONFIRM 3")
    }
}
