import Handlers
import Store
import TestSupport
import Topics

/// A backbone on a file in memory, with a clock that a test sets, whose answers are read as lines.
///
/// A line is `peer: COMMAND details`; what was sent after the commit stands below the line `commit`.
final class BackboneDriver {
    private(set) var backbone: Backbone
    private(set) var milliseconds: Int64 = 1_000
    private let file: Connection
    private let limits: BackboneLimits
    private var calendarStep: Int64 = 0
    private var outbox = Outbox()
    /// What was sent in full, newest last, for a test that looks closer.
    private(set) var sent: [Command] = []
    /// What was published on the feed: the subject and the command.
    private(set) var feed: [String] = []

    /// A backbone on an empty file.
    init(limits: BackboneLimits = .standard) throws {
        self.limits = limits
        file = try Connection(path: ":memory:")
        backbone = try Self.open(file, limits, 1_000)
        try file.begin()
    }

    /// Takes one turn with one command.
    func turn(_ peer: UInt64, _ command: Command, _ correlation: UInt64 = 0) throws -> [String] {
        try say(peer, command, correlation)
        return try commit()
    }

    /// Hands in a command; the turn goes on.
    func say(_ peer: UInt64, _ command: Command, _ correlation: UInt64 = 0) throws {
        try handle(.command(command, correlation: correlation, from: PeerID(peer)))
    }

    /// Hands in any input; the turn goes on.
    func handle(_ input: BackboneInput) throws {
        try backbone.handle(input, at: now, into: &outbox)
    }

    /// Lets time pass and takes a turn with what is due then.
    func wait(_ duration: Int64) throws -> [String] {
        milliseconds += duration
        try backbone.tick(at: now, into: &outbox)
        return try commit()
    }

    /// Lets time pass without looking at what is due.
    func pass(_ duration: Int64) {
        milliseconds += duration
    }

    /// What was sent at once since the last look.
    func atOnce() -> [String] {
        lines(outbox.takeAtOnce())
    }

    /// Ends the turn, and begins the next.
    func commit() throws -> [String] {
        let first = lines(outbox.takeAtOnce())
        let confirmed = try write()
        let second = arrive() + confirmed
        return second.isEmpty ? first : first + ["commit"] + second
    }

    /// Ends the turn, and begins the next, while the disk still works on the one that has ended.
    ///
    /// - Returns: what is to be sent when that is on disk, after what `arrive()` gives.
    func write() throws -> [String] {
        try backbone.finishTurn()
        try file.commit()
        try file.begin()
        return lines(outbox.takeAfterCommit())
    }

    /// Tells the backbone that the turn which has ended is on disk.
    ///
    /// - Returns: what it sends then.
    @discardableResult
    func arrive() -> [String] {
        backbone.noteCommitted(at: now, into: &outbox)
        return lines(outbox.takeAtOnce())
    }

    /// Whether somebody waits for the commit of this turn.
    var isHurried: Bool { outbox.isHurried }

    /// The process dies in the middle of a turn, and another one opens the file.
    func crash(after duration: Int64 = 0) throws {
        milliseconds += duration
        outbox = Outbox()
        try file.rollback()
        backbone = try Self.open(file, limits, milliseconds, calendarStep)
        try file.begin()
    }

    /// Does something with the file while no turn is under way.
    func betweenTurns<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try file.commit()
        defer { try? file.begin() }
        return try body(file)
    }

    /// Opens a session over a connection; session 1 is node-1.
    @discardableResult
    func join(_ peer: UInt64, session: UInt64? = nil, events: Window = Window(messages: 100))
        throws -> [String]
    {
        try turn(peer, .hello(.test(session ?? peer, events: events)))
    }

    /// Makes a topic.
    func makeTopic(_ name: String) throws {
        try join(99)
        _ = try turn(99, .administer("topics.create", #"{"topic":"\#(name)"}"#), 1)
        _ = try turn(99, .bye)
    }

    /// Sets the calendar's clock, as a person or a program may do at any time.
    func stepCalendar(by milliseconds: Int64) {
        calendarStep += milliseconds
    }

    private var now: Moment { Self.moment(milliseconds, calendarStep) }

    private static func moment(_ milliseconds: Int64, _ step: Int64 = 0) -> Moment {
        Moment(
            milliseconds: milliseconds,
            time: Timestamp(microseconds: 1_700_000_000_000_000 + (milliseconds + step) * 1_000))
    }

    private static func open(
        _ file: Connection, _ limits: BackboneLimits, _ milliseconds: Int64,
        _ step: Int64 = 0
    ) throws -> Backbone {
        try Backbone(
            connection: file, feed: "tcp://feed", limits: limits, at: moment(milliseconds, step),
            random: SeededRandom(seed: 1))
    }

    private func lines(_ directives: [Directive]) -> [String] {
        directives.compactMap { directive in
            switch directive {
            case .send(let command, let correlation, let peer):
                sent.append(command)
                return "\(peer.number): \(command.line(correlation))"
            case .publish(let command, let subject):
                feed.append("\(subject) \(command.line(0))")
                return nil
            }
        }
    }
}
