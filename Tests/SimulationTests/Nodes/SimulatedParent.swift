import Handlers
import Topics

/// A parent: asks questions, follows them to their ends, and remembers both when it dies.
final class SimulatedParent: Behaviour {
    let events: Window
    private let revisions: [ServiceRevision]
    /// A revision that nobody serves.
    private let unserved: ServiceRevision
    private var left: Int
    private var asked: [Asked] = []
    private var asks: [UInt64: QuestionID] = [:]
    private var follows: [UInt64: QuestionID] = [:]
    private var paused: [QuestionID] = []

    private struct Asked {
        let question: Question
        let payload: Payload
        var isConfirmed = false
        var isRefused = false
        var seen: UInt32 = 0
        /// The number of the event that the link gives next.
        var next: UInt32 = 1
        var isEnded = false
    }

    /// A parent that asks this often.
    init(
        _ revisions: [ServiceRevision], unserved: ServiceRevision, questions: Int, events: Window
    ) {
        self.revisions = revisions
        self.unserved = unserved
        self.events = events
        left = questions
    }

    var isDone: Bool {
        left == 0 && asked.allSatisfy { $0.isRefused || $0.isConfirmed && $0.isEnded }
    }

    func start(_ node: SimulatedNode) throws {
        asks = [:]
        follows = [:]
        paused = []
        for position in asked.indices {
            let entry = asked[position]
            if entry.isRefused || entry.isConfirmed && entry.isEnded { continue }
            if entry.isConfirmed {
                let request = FollowRequest(question: entry.question.id, from: entry.seen + 1)
                asked[position].next = entry.seen + 1
                follows[node.submit(.follow(request))] = entry.question.id
            } else {
                asked[position].next = 1
                asks[node.submit(.ask(entry.question, entry.payload))] = entry.question.id
            }
        }
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        let ledger = node.world.ledger
        switch directive {
        case .confirmed(let correlation, _):
            guard let id = asks.removeValue(forKey: correlation) else { return }
            try ledger.noteConfirmed(id)
            change(id) { $0.isConfirmed = true }
        case .refused(let correlation, let refusal):
            if let id = asks.removeValue(forKey: correlation) {
                try ledger.noteRefused(id, refusal)
                change(id) { $0.isRefused = true }
            } else if let id = follows[correlation] {
                throw SimulationFailure("the confirmed question \(id) is gone: \(refusal)")
            }
        case .event(let event): try take(event, node)
        default: return
        }
    }

    func act(_ node: SimulatedNode) {
        let world = node.world
        if left > 0, world.happens(world.isFaulty ? 0.08 : 1) { ask(node) }
        if world.goesWrong(0.004), let open = asked.last(where: { !$0.isEnded && $0.isConfirmed }) {
            _ = node.submit(.cancel(Cancellation(question: open.question.id, reason: "enough")))
        }
        if world.goesWrong(0.01), let open = asked.first(where: { !$0.isEnded }) {
            node.pause(open.question.id)
            paused.append(open.question.id)
        }
        if !paused.isEmpty, world.happens(world.isFaulty ? 0.02 : 1) {
            for entry in asked
            where paused.contains(entry.question.id) && !entry.isEnded && !entry.isRefused {
                let request = FollowRequest(question: entry.question.id, from: entry.next)
                _ = node.submit(.follow(request))
            }
            paused = []
        }
    }

    private func ask(_ node: SimulatedNode) {
        left -= 1
        let world = node.world
        let isServed = !world.goesWrong(0.05)
        guard let served = revisions.randomElement(using: &world.random) else { return }
        let recipient = isServed ? served : unserved
        var question = Question(
            id: world.makeID(), event: world.makeID(), asked: world.now.time, parent: .local,
            recipient: recipient, softwareVersion: "sim")
        question.waitsForService = isServed && world.happens(0.3)
        if world.happens(0.2) { question.timeoutMilliseconds = UInt32(world.pick(200...4_000)) }
        let payload = Payload(String(repeating: "q", count: Int(world.pick(0...400))))
        asked.append(Asked(question: question, payload: payload))
        world.ledger.noteAsk(question, payload)
        asks[node.submit(.ask(question, payload))] = question.id
    }

    private func take(_ event: Event, _ node: SimulatedNode) throws {
        guard let entry = asked.first(where: { $0.question.id == event.question }) else {
            throw SimulationFailure("\(node.name) saw an event of a question that it never asked")
        }
        try require(
            event.number == entry.next,
            "\(node.name) saw event \(event.number) of \(event.question), not \(entry.next)")
        try node.world.ledger.noteSeen(
            event, by: Ledger.Observer(node: node.name, question: event.question))
        change(event.question) {
            $0.next += 1
            $0.seen = max($0.seen, event.number)
            if event.kind.isEnd { $0.isEnded = true }
        }
    }

    private func change(_ id: QuestionID, _ body: (inout Asked) -> Void) {
        guard let position = asked.firstIndex(where: { $0.question.id == id }) else { return }
        body(&asked[position])
    }
}
