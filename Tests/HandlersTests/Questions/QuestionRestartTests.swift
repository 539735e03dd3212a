import Handlers
import Testing
import Topics

/// What a restart, with a commit before it or without, leaves of questions.
struct QuestionRestartTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.questionLease = 1_000
        bus = try BackboneDriver(limits: limits)
        try bus.join(1)
        try bus.join(2)
    }

    @Test func `a released question is not given back to who released it as if nothing were`()
        throws
    {
        _ = try bus.turn(2, .serve(), 1)
        _ = try bus.turn(1, .ask(7), 2)
        _ = try bus.turn(2, .event(7, 1), 3)
        _ = try bus.turn(2, .withdraw(), 4)
        #expect(try bus.turn(2, .release(7), 5) == ["commit", "2: CONFIRM 5"])
        try bus.crash()
        try bus.join(12, session: 2)
        // Under attempt 1 its new event 1 would be taken for the old one.
        #expect(
            try bus.turn(12, .serve(), 6) == [
                "commit", "12: QUESTION 7, attempt 2", "12: CONFIRM 6",
            ])
    }

    @Test func `a question whose lease ended is not leased any more after a restart`() throws {
        _ = try bus.turn(2, .serve(window: Window(messages: 1)), 1)
        _ = try bus.turn(1, .ask(7), 2)
        _ = try bus.turn(2, .withdraw(), 3)
        #expect(try bus.wait(1_000) == ["commit", "2: CANCEL 7"])
        try bus.crash()
        try bus.join(12, session: 2)
        #expect(
            try bus.turn(12, .serve(), 4) == [
                "commit", "12: QUESTION 7, attempt 2", "12: CONFIRM 4",
            ])
    }

    @Test func `a child drops a question only when the file knows that`() throws {
        _ = try bus.turn(2, .serve(), 1)
        _ = try bus.turn(1, .ask(7), 2)
        _ = try bus.turn(2, .event(7, 1), 3)
        try bus.say(1, .cancel(7), 4)
        try bus.say(2, .event(7, 2), 5)
        #expect(bus.atOnce() == [])
        try bus.crash()
        // Nothing was told, nothing happened: the child goes on where it was.
        try bus.join(12, session: 2)
        #expect(
            try bus.turn(12, .serve(), 6) == [
                "12: QUESTION 7, attempt 1", "commit", "12: CONFIRM 6",
            ])
        #expect(try bus.turn(12, .event(7, 2), 5) == ["commit", "12: CONFIRM 5=2"])
    }

    @Test func `an attempt that is taken back goes to the next child after the commit`() throws {
        try bus.join(3)
        _ = try bus.turn(2, .serve(), 1)
        _ = try bus.turn(3, .serve(), 3)
        _ = try bus.turn(1, .ask(7), 2)
        #expect(
            try bus.wait(1_000) == [
                "commit", "2: CANCEL 7", "3: QUESTION 7, attempt 2",
            ])
    }
}
