import Handlers
import Topics

/// A child: answers each question with some events and an end, after a while.
final class SimulatedChild: Behaviour {
    let events = Window(messages: 100)
    let isDone = true
    private let revision: ServiceRevision
    private let window: Window
    private var tasks: [Answering] = []
    private var sent: [UInt64: Event] = [:]
    private var serves = false
    private var returnsAt: Int64 = 0
    private var count = 0

    private struct Answering {
        let question: QuestionID
        let attempt: UInt32
        var eventsLeft: Int
        var nextAt: Int64
    }

    /// A child that serves a revision.
    init(_ revision: ServiceRevision, window: Window) {
        self.revision = revision
        self.window = window
    }

    func start(_ node: SimulatedNode) {
        tasks = []
        sent = [:]
        serve(node)
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        switch directive {
        case .answer(let delivery):
            let id = delivery.question.id
            try require(
                !tasks.contains { $0.question == id }, "\(node.name) got question \(id) twice")
            tasks.append(
                Answering(
                    question: id, attempt: delivery.attempt,
                    eventsLeft: Int(node.world.pick(0...4)),
                    nextAt: node.world.milliseconds + node.world.pick(0...60)))
        case .abandon(let question, _): tasks.removeAll { $0.question == question }
        case .confirmed(let correlation, _):
            guard let event = sent.removeValue(forKey: correlation) else { return }
            node.world.ledger.noteRecorded(event.question, event.kind, event.payload)
        case .refused(let correlation, _): sent[correlation] = nil
        default: return
        }
    }

    func act(_ node: SimulatedNode) throws {
        let world = node.world
        if serves, world.goesWrong(0.002) {
            _ = node.submit(.withdraw(revision))
            serves = false
            returnsAt = world.milliseconds + world.pick(0...800)
        } else if !serves, world.milliseconds >= returnsAt || !world.isFaulty {
            serve(node)
        }
        for task in tasks where task.nextAt <= world.milliseconds {
            if world.goesWrong(0.03) {
                tasks.removeAll { $0.question == task.question }
                _ = node.submit(
                    .release(QuestionRelease(question: task.question, attempt: task.attempt)))
            } else {
                try work(on: task, node)
            }
        }
    }

    private func serve(_ node: SimulatedNode) {
        serves = true
        _ = node.submit(.serve(ServeRequest(revision: revision, window: window)))
    }

    private func work(on task: Answering, _ node: SimulatedNode) throws {
        count += 1
        let kind: EventKind =
            if task.eventsLeft > 0 {
                [.deliveryAcknowledgement, .logRecord, .monitorMessage][count % 3]
            } else {
                node.world.happens(0.1) ? .exception : .result
            }
        let payload = Payload("\(node.session) \(count)")
        guard
            let correlation = node.emit(
                kind, of: task.question, attempt: task.attempt, payload: payload)
        else {
            throw SimulationFailure(
                "\(node.name) may not answer \(task.question), and was not told to stop")
        }
        sent[correlation] = Event(
            question: task.question, attempt: task.attempt, number: 0, kind: kind,
            id: EventID(high: 0, low: 0), time: node.world.now.time, softwareVersion: "",
            payload: payload)
        tasks.removeAll { $0.question == task.question }
        guard !kind.isEnd else { return }
        var rest = task
        rest.eventsLeft -= 1
        rest.nextAt = node.world.milliseconds + node.world.pick(0...300)
        tasks.append(rest)
    }
}
