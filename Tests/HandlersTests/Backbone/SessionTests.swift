import Testing
import Topics

@testable import Handlers

struct SessionTests {
    private let driver: BackboneDialogue

    init() throws {
        driver = try BackboneDialogue()
    }

    @Test func `a stranger is invited, whatever it says`() throws {
        try driver.turn(.probe(from: PeerID(1)))
        #expect(driver.sent(to: 1) == [.invite(Invite())])
        #expect(try driver.send(.ping, from: 1) == [.invite(Invite())])
    }

    @Test func `a session is opened, and taken up again over another connection`() throws {
        guard
            case .welcome(let first)? = try driver.send(.hello(BackboneDialogue.hello(7)), from: 1)
                .first
        else { throw Unexpected() }
        #expect(!first.isResumed)
        #expect(first.run == 1)
        guard
            case .welcome(let second)? = try driver.send(.hello(BackboneDialogue.hello(7)), from: 2)
                .first
        else { throw Unexpected() }
        #expect(second.isResumed)
        #expect(try driver.send(.ping, from: 1) == [.invite(Invite())])
        #expect(try driver.send(.ping, from: 2) == [.pong])
    }

    @Test func `a session that is silent too long is over`() throws {
        try driver.open(1)
        try driver.pass(9_999)
        #expect(try driver.send(.ping, from: 1) == [.pong])
        try driver.pass(10_000)
        #expect(try driver.send(.ping, from: 1) == [.invite(Invite())])
    }

    @Test func `a session whose connection broke has three seconds to come back`() throws {
        try driver.open(1)
        try driver.turn(.lost(PeerID(1)))
        try driver.pass(2_999)
        guard
            case .welcome(let welcome)? = try driver.send(
                .hello(BackboneDialogue.hello(1)), from: 2
            )
            .first
        else { throw Unexpected() }
        #expect(welcome.isResumed)
        try driver.turn(.lost(PeerID(2)))
        try driver.pass(3_000)
        guard
            case .welcome(let late)? = try driver.send(.hello(BackboneDialogue.hello(1)), from: 3)
                .first
        else { throw Unexpected() }
        #expect(!late.isResumed)
    }

    @Test func `BYE is confirmed and ends the session`() throws {
        try driver.open(1)
        #expect(
            try driver.send(.bye, 5, from: 1)
                == [.confirm([Confirmation(correlation: 5, number: 0)])])
        #expect(try driver.send(.ping, from: 1) == [.invite(Invite())])
    }

    @Test func `what is no command is refused with its reason, and the session goes on`() throws {
        try driver.open(1)
        try driver.turn(.malformed(.unknownCommand(99), correlation: 3, from: PeerID(1)))
        #expect(
            driver.sent(to: 1)
                == [.error(Refusal(.unknownCommand, "there is no command number 99"))])
        #expect(try driver.send(.ping, from: 1) == [.pong])
    }

    @Test func `what only the backbone says is refused`() throws {
        try driver.open(1)
        #expect(
            try driver.send(.confirm([]), 4, from: 1)
                == [
                    .error(Refusal(.unexpectedCommand, "the backbone sends CONFIRM, it takes none"))
                ])
    }

    @Test func `over the limit of sessions a new one is refused, a known one is not`() throws {
        var limits = BackboneLimits()
        limits.sessions = 1
        let driver = try BackboneDialogue(limits: limits)
        try driver.open(1)
        #expect(
            try driver.send(.hello(BackboneDialogue.hello(2)), from: 2)
                == [.error(Refusal(.limitReached, "there are 1 sessions already"))])
        guard case .welcome? = try driver.send(.hello(BackboneDialogue.hello(1)), from: 3).first
        else { throw Unexpected() }
    }
}

/// Something else was sent than the test can go on with.
private struct Unexpected: Error {}
