import Store
import TestSupport
import Topics

@testable import Handlers

/// A backbone with a clock that the test moves, spoken to command by command.
///
/// After each command the turn is committed, as the shell does; what was to be sent is kept by peer.
final class BackboneDialogue {
    private(set) var backbone: Backbone
    private let file: Connection
    private var outbox = Outbox()
    /// What was sent at once, since the last look.
    private(set) var atOnce: [Directive] = []
    /// What was sent after the commit, since the last look.
    private(set) var afterCommit: [Directive] = []
    /// Milliseconds on both clocks.
    var now: Int64 = 1_000

    /// A backbone on a file, or one that is forgotten.
    init(path: String = ":memory:", limits: BackboneLimits = .standard) throws {
        file = try Connection(path: path)
        backbone = try Backbone(
            connection: file, feed: "", limits: limits,
            at: Moment(milliseconds: 1_000, time: Timestamp(microseconds: 1_000_000)),
            random: SeededRandom(seed: 1))
    }

    private var moment: Moment {
        Moment(milliseconds: now, time: Timestamp(microseconds: now * 1_000))
    }

    /// Hands in a command of a peer, and commits.
    ///
    /// - Returns: what is sent to that peer because of it.
    @discardableResult
    func send(_ command: Command, _ correlation: UInt64 = 0, from peer: UInt64) throws -> [Command]
    {
        try turn(.command(command, correlation: correlation, from: PeerID(peer)))
        return sent(to: peer)
    }

    /// Hands in anything, and commits.
    func turn(_ input: BackboneInput?) throws {
        atOnce = []
        afterCommit = []
        try file.begin()
        if let input {
            try backbone.handle(input, at: moment, into: &outbox)
        } else {
            try backbone.tick(at: moment, into: &outbox)
        }
        atOnce = outbox.takeAtOnce()
        try backbone.finishTurn()
        try file.commit()
        afterCommit = outbox.takeAfterCommit()
    }

    /// Lets time pass, and does what is due then.
    func pass(_ milliseconds: Int64) throws {
        now += milliseconds
        try turn(nil)
    }

    /// What was sent to a peer in the last turn.
    func sent(to peer: UInt64) -> [Command] {
        (atOnce + afterCommit).compactMap { directive in
            guard case .send(let command, _, PeerID(peer)) = directive else { return nil }
            return command
        }
    }

    /// Opens the session with the peer's number.
    func open(_ peers: UInt64...) throws {
        for peer in peers { try send(.hello(Self.hello(peer)), from: peer) }
    }

    /// Closes the file, as a process that ends does.
    func close() throws {
        try file.close()
    }

    /// The HELLO of the session with this number.
    static func hello(_ session: UInt64, events: Window = Window(messages: 100)) -> Hello {
        Hello(
            session: SessionID(high: 0, low: session), node: "node \(session)", software: "test/1",
            events: events)
    }

    /// Makes a topic, with a session that is open.
    func makeTopic(_ name: String, from peer: UInt64) throws {
        try send(
            .request(
                Request(
                    address: "backbone", method: "topics.create",
                    payload: Payload(#"{"topic":"\#(name)"}"#))), from: peer)
    }
}
