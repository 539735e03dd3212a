import Handlers
import Testing
import Topics

/// Requests that the backbone passes on; node 1 asks, nodes 2 and 3 answer.
struct RequestTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.silence = 120_000
        limits.requests = 3
        bus = try BackboneDriver(limits: limits)
        for peer in UInt64(1)...3 { try bus.join(peer) }
    }

    private func request(_ address: String = "jobs") -> Command {
        .request(
            Request(address: address, method: "list", sender: "somebody else", payload: .empty))
    }

    private func reply(_ text: String = "[]") -> Command {
        .reply(Reply(code: "ok", payload: Payload(text)))
    }

    @Test func `a request goes to who offers its address, and the reply comes back`() throws {
        #expect(try bus.turn(2, .offer("jobs"), 1) == ["commit", "2: CONFIRM 1"])
        #expect(try bus.turn(1, request(), 70) == ["2: REQUEST 1 jobs list of node-1"])
        #expect(try bus.turn(2, reply(), 1) == ["1: REPLY 70 ok []"])
        #expect(try bus.turn(2, reply(), 1) == [])
    }

    @Test func `who offers the same address takes turns`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(3, .offer("jobs"))
        _ = try bus.turn(3, .offer("jobs"))
        let lines = try (UInt64(1)...3).flatMap { try bus.turn(1, request(), $0) }
        #expect(lines.map { $0.prefix(1) } == ["2", "3", "2"])
    }

    @Test func `only who was asked replies`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(1, request(), 70)
        #expect(try bus.turn(3, reply(), 1) == [])
        #expect(try bus.turn(2, reply(), 1) == ["1: REPLY 70 ok []"])
    }

    @Test func `a request that its node refuses is refused`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(1, request(), 70)
        #expect(
            try bus.turn(2, .error(Refusal(.unexpectedCommand, "no")), 1) == [
                "1: ERROR 70 unexpected-command"
            ])
    }

    @Test func `a request that nobody can answer is refused`() throws {
        #expect(try bus.turn(1, request(), 70) == ["1: ERROR 70 nobody-serves"])
        _ = try bus.turn(2, .offer("jobs"))
        try bus.handle(.lost(PeerID(2)))
        #expect(try bus.turn(1, request(), 71) == ["1: ERROR 71 nobody-serves"])
        try bus.join(12, session: 2)
        #expect(try bus.turn(1, request(), 72) == ["12: REQUEST 1 jobs list of node-1"])
        _ = try bus.turn(12, .bye)
        #expect(try bus.turn(1, request(), 73) == ["1: ERROR 73 nobody-serves"])
    }

    @Test func `a request is refused when its node is gone`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(1, request(), 70)
        try bus.handle(.lost(PeerID(2)))
        #expect(try bus.wait(2_999) == [])
        #expect(try bus.wait(1) == ["1: ERROR 70 peer-lost"])
    }

    @Test func `a request is refused when no reply comes in time`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(1, request(), 70)
        #expect(try bus.wait(29_999) == [])
        _ = try bus.turn(1, request(), 71)
        #expect(try bus.wait(1) == ["1: ERROR 70 peer-lost"])
        #expect(try bus.turn(2, reply(), 1) == [])
        #expect(try bus.turn(2, reply(), 2) == ["1: REPLY 71 ok []"])
    }

    @Test func `a reply to a node that is gone is dropped`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        _ = try bus.turn(1, request(), 70)
        _ = try bus.turn(1, .bye)
        #expect(try bus.turn(2, reply(), 1) == [])
        #expect(try bus.wait(30_000) == [])
    }

    @Test func `no more requests wait than the limit`() throws {
        _ = try bus.turn(2, .offer("jobs"))
        for correlation in UInt64(1)...3 { _ = try bus.turn(1, request(), correlation) }
        #expect(try bus.turn(1, request(), 4) == ["1: ERROR 4 limit-reached"])
        _ = try bus.turn(2, reply(), 2)
        #expect(try bus.turn(1, request(), 5) == ["2: REQUEST 4 jobs list of node-1"])
    }

    @Test(arguments: ["", "backbone"])
    func `some addresses are not for nodes`(_ address: String) throws {
        #expect(try bus.turn(2, .offer(address), 1) == ["2: ERROR 1 conflict"])
    }
}
