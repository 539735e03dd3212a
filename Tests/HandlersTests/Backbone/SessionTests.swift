import Handlers
import Testing
import Topics

/// How sessions begin, move, fall silent and end.
struct SessionTests {
    private let bus: BackboneDriver

    init() throws {
        var limits = BackboneLimits.standard
        limits.sessions = 3
        bus = try BackboneDriver(limits: limits)
    }

    @Test func `HELLO opens a session, and again takes it up`() throws {
        #expect(try bus.turn(1, .hello(.test(1))) == ["1: WELCOME"])
        #expect(try bus.turn(1, .hello(.test(1))) == ["1: WELCOME again"])
        #expect(try bus.turn(2, .hello(.test(1))) == ["2: WELCOME again"])
        guard case .welcome(let welcome) = bus.sent.last else { return }
        #expect(welcome.run == 1)
        #expect(welcome.heartbeatMilliseconds == 2_000)
        #expect(welcome.silenceMilliseconds == 10_000)
        #expect(welcome.leaseMilliseconds == 30_000)
        #expect(welcome.payloadLimit == 10_000_000)
        #expect(welcome.feed == "tcp://feed")
    }

    @Test func `a session that has moved is not reached over the old connection`() throws {
        try bus.join(1)
        try bus.join(2, session: 1)
        #expect(try bus.turn(1, .ping, 4) == ["1: INVITE"])
        #expect(try bus.turn(2, .ping, 5) == ["2: PONG 5"])
        try bus.handle(.lost(PeerID(1)))
        #expect(try bus.turn(2, .ping, 6) == ["2: PONG 6"])
    }

    @Test func `a connection that turns to another session ends the one it had`() throws {
        try bus.join(1)
        try bus.join(1, session: 2)
        #expect(try bus.join(3, session: 1) == ["3: WELCOME"])
    }

    @Test func `strangers and new connections are invited`() throws {
        try bus.handle(.probe(from: PeerID(7)))
        #expect(try bus.commit() == ["7: INVITE"])
        #expect(try bus.turn(7, .ping, 1) == ["7: INVITE"])
        #expect(try bus.turn(7, .serve(), 2) == ["7: INVITE"])
        #expect(try bus.turn(7, .bye, 3) == ["7: INVITE"])
    }

    @Test func `what is no command is refused and counts as a sign of life`() throws {
        try bus.join(1)
        for _ in 1...4 {
            #expect(try bus.wait(6_000) == [])
            try bus.handle(.malformed(.unsupportedVersion(9), correlation: 4, from: PeerID(1)))
            #expect(try bus.commit() == ["1: ERROR 4 unsupported-version"])
        }
    }

    @Test(arguments: [Command.welcome(.test()), .invite(Invite()), .confirm([]), .question(7)])
    func `commands that only the backbone sends are refused`(_ command: Command) throws {
        try bus.join(1)
        #expect(try bus.turn(1, command, 4) == ["1: ERROR 4 unexpected-command"])
    }

    @Test func `a session that is silent is over`() throws {
        try bus.join(1)
        #expect(try bus.wait(9_999) == [])
        #expect(try bus.turn(1, .pong) == [])
        #expect(try bus.wait(9_999) == [])
        #expect(try bus.turn(1, .ping) == ["1: PONG"])
        #expect(try bus.wait(10_000) == [])
        #expect(try bus.turn(1, .ping) == ["1: INVITE"])
        #expect(try bus.turn(1, .hello(.test(1))) == ["1: WELCOME"])
    }

    @Test func `a session whose connection broke has some time to come back`() throws {
        try bus.join(1)
        try bus.join(2)
        try bus.handle(.lost(PeerID(1)))
        try bus.handle(.lost(PeerID(2)))
        #expect(try bus.wait(2_999) == [])
        #expect(try bus.join(11, session: 1) == ["11: WELCOME again"])
        #expect(try bus.wait(1) == [])
        #expect(try bus.join(12, session: 2) == ["12: WELCOME"])
    }

    @Test func `BYE is confirmed, and ends the session`() throws {
        try bus.join(1)
        #expect(try bus.turn(1, .bye, 9) == ["commit", "1: CONFIRM 9"])
        #expect(try bus.turn(1, .ping) == ["1: INVITE"])
    }

    @Test func `there are no more sessions than the limit, but those that are there come back`()
        throws
    {
        for peer in UInt64(1)...3 { try bus.join(peer) }
        #expect(try bus.turn(4, .hello(.test(4)), 8) == ["4: ERROR 8 limit-reached"])
        #expect(try bus.turn(13, .hello(.test(3))) == ["13: WELCOME again"])
        _ = try bus.turn(1, .bye)
        #expect(try bus.turn(4, .hello(.test(4)), 8) == ["4: WELCOME"])
    }

    @Test func `a restart knows no session, and counts a run more`() throws {
        try bus.join(1)
        try bus.crash()
        #expect(try bus.turn(1, .ping) == ["1: INVITE"])
        #expect(try bus.join(1) == ["1: WELCOME"])
        guard case .welcome(let welcome) = bus.sent.last else { return }
        #expect(welcome.run == 2)
    }

    @Test func `a session is attached to no more things than the limit`() throws {
        var limits = BackboneLimits.standard
        limits.attachments = 2
        let bus = try BackboneDriver(limits: limits)
        try bus.makeTopic("weather")
        try bus.join(1)
        _ = try bus.turn(1, .serve("1.0.0"), 1)
        _ = try bus.turn(1, .offer("jobs"), 2)
        #expect(try bus.turn(1, .serve("2.0.0"), 3) == ["1: ERROR 3 limit-reached"])
        #expect(try bus.turn(1, .offer("market"), 4) == ["1: ERROR 4 limit-reached"])
        #expect(try bus.turn(1, .subscribe(), 5) == ["1: ERROR 5 limit-reached"])
        #expect(try bus.turn(1, .serve("1.0.0"), 6) == ["commit", "1: CONFIRM 6"])
        #expect(try bus.turn(1, .offer("jobs"), 7) == ["commit", "1: CONFIRM 7"])
        _ = try bus.turn(1, .withdraw("1.0.0"), 8)
        #expect(try bus.turn(1, .subscribe(), 9) == ["commit", "1: CONFIRM 9"])
    }
}
