import Handlers
import TestSupport
import Topics

/// A node's link with a clock that a test sets, whose directives are read as lines.
final class LinkDriver {
    let link: Link
    private(set) var milliseconds: Int64 = 0
    private var directives: [LinkDirective] = []

    /// A link that has heard nothing; `events` is its window for events.
    init(events: Window = Window(messages: 100, bytes: 1_000_000), pendingLimit: Int = 10) {
        var settings = LinkSettings(
            session: SessionID(high: 0, low: 1), node: "node-1", software: "test 1")
        settings.events = events
        settings.pendingLimit = pendingLimit
        link = Link(settings, random: SeededRandom(seed: 1))
    }

    /// Hears something from the backbone.
    func hear(_ command: Command, _ correlation: UInt64 = 0) -> [String] {
        link.receive(command, correlation, at: now, into: &directives)
        return take()
    }

    /// Goes through INVITE and WELCOME, as after every connection.
    @discardableResult
    func connect(run: UInt64 = 1, asking: Window = Window(messages: 1_000)) -> [String] {
        hear(.invite(Invite())) + hear(.welcome(.test(run: run, asking: asking)))
    }

    /// Sees its connection end.
    func disconnect() -> [String] {
        link.noteDisconnection(into: &directives)
        return take()
    }

    /// Wants a command to be carried out.
    func submit(_ command: Command) -> [String] {
        _ = link.submit(command, at: now, into: &directives)
        return take()
    }

    /// Sends an event of a question that the node answers.
    func emit(_ kind: EventKind, of question: UInt64, attempt: UInt32 = 1) -> [String] {
        let correlation = link.emit(
            kind, of: QuestionID(high: 0, low: question), attempt: attempt, payload: .empty,
            at: now, into: &directives)
        return correlation == nil ? ["not this node's"] : take()
    }

    /// Does something else with the link.
    func perform(_ body: (Link, Moment, inout [LinkDirective]) -> Void) -> [String] {
        body(link, now, &directives)
        return take()
    }

    /// Lets time pass, and does what is due then.
    func wait(_ duration: Int64) -> [String] {
        milliseconds += duration
        link.tick(at: now, into: &directives)
        return take()
    }

    private var now: Moment {
        Moment(milliseconds: milliseconds, time: Timestamp(microseconds: milliseconds * 1_000))
    }

    private func take() -> [String] {
        defer { directives = [] }
        return directives.map(\.line)
    }
}

extension Welcome {
    /// A WELCOME with the standard times.
    static func test(
        run: UInt64 = 1, asking: Window = Window(messages: 1_000)
    ) -> Welcome {
        Welcome(
            isResumed: false, run: run, heartbeatMilliseconds: 2_000, silenceMilliseconds: 10_000,
            leaseMilliseconds: 30_000, payloadLimit: 10_000_000,
            asking: asking, time: Timestamp(microseconds: 0),
            feed: "")
    }
}

extension LinkDirective {
    /// The directive in one line, as transcripts have it.
    var line: String {
        switch self {
        case .send(let command, let correlation): command.line(correlation)
        case .reconnect: "reconnect"
        case .welcomed: "welcomed"
        case .confirmed(let correlation, let number): "confirmed \(correlation)=\(number)"
        case .refused(let correlation, let refusal): "refused \(correlation) \(refusal.code)"
        case .replied(let correlation, let reply): "replied \(correlation) \(reply.code)"
        case .fetched(let correlation, let stored): "fetched \(correlation) \(stored.message.id)"
        case .pulled(let correlation, let delivery):
            "pulled \(correlation) \(delivery.message.id), attempt \(delivery.attempt)"
        case .deliver(let delivery):
            "deliver \(delivery.message.id), attempt \(delivery.attempt)"
        case .answer(let delivery):
            "answer \(delivery.question.id.low), attempt \(delivery.attempt)"
        case .abandon(let question, _): "abandon \(question.low)"
        case .followed(let delivery): "followed \(delivery.question.id.low)"
        case .event(let event): "event \(event.question.low) #\(event.number)"
        case .request(let request, let correlation): "request \(correlation) \(request.method)"
        }
    }
}
