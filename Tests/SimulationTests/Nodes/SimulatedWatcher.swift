import Handlers
import Topics

/// A watcher: follows questions of others from the question itself on, with little room for events.
final class SimulatedWatcher: Behaviour {
    let events = Window(messages: 3, bytes: 200)
    private var followed: [QuestionID] = []
    private var open: Set<QuestionID> = []
    private var next: [QuestionID: UInt32] = [:]

    var isDone: Bool { open.isEmpty }

    func start(_ node: SimulatedNode) {
        followed = []
        open = []
        next = [:]
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        switch directive {
        case .followed(let delivery):
            try require(
                next[delivery.question.id] == 0, "\(node.name) saw a question in the middle")
            next[delivery.question.id] = 1
            try node.world.ledger.noteShown(delivery)
        case .event(let event):
            try require(
                next[event.question] == event.number,
                "\(node.name) saw event \(event.number), not \(next[event.question] ?? 0)")
            next[event.question] = event.number + 1
            try node.world.ledger.noteSeen(
                event, by: Ledger.Observer(node: node.name, question: event.question))
            if event.kind.isEnd { open.remove(event.question) }
        case .refused(_, let refusal):
            throw SimulationFailure("\(node.name) may not follow: \(refusal)")
        default: return
        }
    }

    func act(_ node: SimulatedNode) {
        let world = node.world
        guard world.happens(world.isFaulty ? 0.05 : 1) else { return }
        let candidates = world.ledger.confirmedQuestions.filter { !followed.contains($0) }
        guard let question = candidates.last else { return }
        followed.append(question)
        open.insert(question)
        next[question] = 0
        _ = node.submit(.follow(FollowRequest(question: question, from: 0)))
    }
}
