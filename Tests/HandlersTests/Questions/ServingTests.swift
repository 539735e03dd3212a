import Handlers
import Testing
import Topics

/// Who gets which question, and what happens when nobody is there.
struct ServingTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.silence = 120_000
        limits.unserved = 60_000
        bus = try BackboneDriver(limits: limits)
        for peer in UInt64(1)...3 { try bus.join(peer) }
    }

    private func refusal() -> String {
        guard case .error(let refusal) = bus.sent.last else { return "none" }
        return refusal.detail
    }

    @Test func `children with room take turns`() throws {
        _ = try bus.turn(2, .serve(window: Window(messages: 2)))
        _ = try bus.turn(3, .serve(window: Window(messages: 1)))
        let lines = try (UInt64(1)...4).flatMap { try bus.turn(1, .ask($0)) }
        #expect(
            lines == [
                "2: QUESTION 1, attempt 1", "3: QUESTION 2, attempt 1", "2: QUESTION 3, attempt 1",
            ])
        #expect(
            try bus.turn(3, .event(2, 1, .result)) == [
                "3: QUESTION 4, attempt 1", "commit", "1: EVENT 2 #1 result",
            ])
        #expect(try bus.turn(2, .serve("2.0.0"), 1) == ["commit", "2: CONFIRM 1"])
    }

    @Test func `a window in bytes holds one question that is larger`() throws {
        _ = try bus.turn(2, .serve(window: Window(messages: 9, bytes: 10)))
        #expect(try bus.turn(1, .ask(1, payload: "12345")) == ["2: QUESTION 1, attempt 1"])
        #expect(try bus.turn(1, .ask(2, payload: "123456")) == [])
        #expect(
            try bus.turn(2, .event(1, 1, .result)).first == "2: QUESTION 2, attempt 1")
        _ = try bus.turn(2, .event(2, 1, .result))
        #expect(
            try bus.turn(1, .ask(3, payload: "0123456789012")) == ["2: QUESTION 3, attempt 1"])
    }

    @Test func `a question that nobody serves is refused with what is served`() throws {
        #expect(try bus.turn(1, .ask(7), 1) == ["1: ERROR 1 nobody-serves"])
        #expect(refusal() == "nobody serves octue/wind:1.0.0; no revision of octue/wind is served")
        _ = try bus.turn(2, .serve("3.0.0"))
        _ = try bus.turn(3, .serve("2.0.0"))
        _ = try bus.turn(1, .ask(7), 1)
        #expect(
            refusal() == "nobody serves octue/wind:1.0.0; served now: octue/wind:2.0.0, "
                + "octue/wind:3.0.0")
        #expect(try bus.turn(1, .cancel(7), 2) == ["1: ERROR 2 not-found"])
    }

    @Test func `a question that waits for a service waits as long as it takes`() throws {
        #expect(
            try bus.turn(1, .ask(7) { $0.waitsForService = true }, 1) == ["commit", "1: CONFIRM 1"])
        #expect(try bus.wait(100_000) == [])
        for peer in UInt64(1)...3 { try bus.join(peer) }
        #expect(try bus.turn(2, .serve()) == ["2: QUESTION 7, attempt 1"])
    }

    @Test func `a question whose last child left is ended when nobody comes`() throws {
        _ = try bus.turn(2, .serve(window: Window(messages: 1)))
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(1, .ask(8))
        _ = try bus.turn(1, .ask(9) { $0.waitsForService = true })
        #expect(try bus.turn(2, .withdraw(), 4) == ["commit", "2: CONFIRM 4"])
        #expect(try bus.turn(1, .ask(10), 5) == ["1: ERROR 5 nobody-serves"])
        #expect(try bus.wait(20_000) == [])
        // What it has it may finish.
        #expect(try bus.turn(2, .event(7, 1, .result)).last == "1: EVENT 7 #1 result")
        #expect(try bus.wait(39_999) == [])
        #expect(try bus.wait(1) == ["commit", "1: EVENT 8 #1 exception"])
        guard case .event(let event) = bus.sent.last else { return }
        #expect(
            String(decoding: event.payload.bytes, as: UTF8.self)
                == #"{"kind":"exception","exception_type":"NobodyServes","#
                + #""exception_message":"nobody has served octue/wind:1.0.0 for 60 s","#
                + #""exception_traceback":[]}"#)
        #expect(try bus.turn(3, .serve()) == ["3: QUESTION 9, attempt 1"])
    }

    @Test func `a child that withdraws keeps what it has, until it is gone`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(3, .serve())
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(2, .withdraw())
        #expect(try bus.turn(2, .withdraw(), 5) == ["2: ERROR 5 not-found"])
        _ = try bus.turn(2, .event(7, 1))
        #expect(try bus.turn(1, .ask(8)) == ["3: QUESTION 8, attempt 1"])
        #expect(try bus.turn(2, .bye) == ["commit", "3: QUESTION 7, attempt 2"])
    }

    @Test func `a child that comes back over another connection gets what it has again`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(1, .ask(7))
        try bus.handle(.lost(PeerID(2)))
        #expect(try bus.turn(1, .ask(8)) == [])
        try bus.join(12, session: 2)
        #expect(
            try bus.turn(12, .serve()) == [
                "12: QUESTION 7, attempt 1", "12: QUESTION 8, attempt 1",
            ])
        #expect(try bus.turn(12, .serve()) == [])
    }

    @Test func `who served before a restart is waited for`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(3, .serve("2.0.0"))
        _ = try bus.turn(3, .withdraw("2.0.0"))
        try bus.crash()
        try bus.join(1)
        #expect(try bus.turn(1, .ask(7), 1) == ["commit", "1: CONFIRM 1"])
        #expect(try bus.turn(1, .ask(8, of: "2.0.0"), 2) == ["1: ERROR 2 nobody-serves"])
        bus.pass(119_999)
        #expect(try bus.turn(1, .ask(9), 3) == ["commit", "1: CONFIRM 3"])
        bus.pass(1)
        #expect(try bus.turn(1, .ask(10), 4) == ["1: ERROR 4 nobody-serves"])
    }

    @Test func `a question stays with its child over a restart`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(1, .ask(7))
        _ = try bus.turn(2, .event(7, 1))
        try bus.crash()
        for peer in UInt64(1)...3 { try bus.join(peer) }
        #expect(try bus.turn(3, .serve()) == [])
        #expect(try bus.turn(2, .serve()) == ["2: QUESTION 7, attempt 1"])
        #expect(try bus.turn(2, .event(7, 2, .result), 1) == ["commit", "2: CONFIRM 1=2"])
    }

    @Test func `a question goes to another child when its own does not come back`() throws {
        _ = try bus.turn(2, .serve())
        _ = try bus.turn(1, .ask(7))
        try bus.crash()
        try bus.join(3)
        _ = try bus.turn(3, .serve())
        bus.pass(119_999)
        _ = try bus.turn(3, .ping)
        #expect(try bus.wait(0) == [])
        #expect(try bus.wait(1) == ["commit", "3: QUESTION 7, attempt 2"])
    }
}
