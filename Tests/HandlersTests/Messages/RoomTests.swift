import Handlers
import Testing
import Topics

/// The slowest child slows those who ask of it.
struct RoomTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.asking = Window(messages: 4, bytes: 100)
        bus = try BackboneDriver(limits: limits)
        for peer in UInt64(1)...3 { try bus.join(peer) }
        _ = try bus.turn(2, .serve(window: Window(messages: 1)))
        _ = try bus.turn(2, .serve("2.0.0", window: Window(messages: 1)))
    }

    private func ask(_ question: UInt64, of tag: String = "1.0.0", payload: String = "{}")
        throws -> [String]
    {
        try bus.turn(1, .ask(question, of: tag, payload: payload), question)
            .filter { !$0.contains("QUESTION") }
    }

    @Test func `no more questions wait for a revision than a node has room for`() throws {
        for question in UInt64(1)...4 {
            #expect(try ask(question).last == "1: CONFIRM \(question)")
        }
        #expect(try ask(5) == ["1: ERROR 5 limit-reached"])
        #expect(try ask(7, of: "2.0.0").last == "1: CONFIRM 7")
        #expect(
            try bus.turn(3, .ask(8), 8) == ["commit", "3: CONFIRM 8"], "other nodes have their own")
    }

    @Test func `room comes back by halves as children take questions`() throws {
        for question in UInt64(1)...4 { _ = try ask(question) }
        #expect(
            try bus.turn(2, .event(1, 1, .result)).contains("1: ROOM 1.0.0 2 4"),
            "the first and the second question")
        #expect(try ask(6).last == "1: CONFIRM 6")
    }

    @Test func `a question that ends before a child has it gives its room back`() throws {
        for question in UInt64(1)...4 { _ = try ask(question) }
        #expect(try bus.turn(1, .cancel(4)).contains("1: ROOM 1.0.0 2 4"))
    }

    @Test func `a large question takes room by its bytes`() throws {
        let large = String(repeating: " ", count: 98) + "{}"
        _ = try ask(1)
        #expect(try ask(2, payload: large).last == "1: CONFIRM 2")
        #expect(try ask(3) == ["1: ERROR 3 limit-reached"])
    }

    @Test func `a new connection begins with all of its room`() throws {
        for question in UInt64(1)...4 { _ = try ask(question) }
        try bus.handle(.lost(PeerID(1)))
        try bus.join(11, session: 1)
        #expect(try bus.turn(11, .ask(6), 6) == ["commit", "11: CONFIRM 6"])
        #expect(try bus.turn(11, .ask(4), 4) == ["commit", "11: CONFIRM 4"], "it is known")
    }
}
