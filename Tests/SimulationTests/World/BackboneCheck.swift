@testable import Handlers
import Store
import Topics

/// What must hold between any two turns: windows are kept, and memory is what the file would restore.
struct BackboneCheck {
    let backbone: Backbone
    let file: Connection

    /// How many events each node takes at one time.
    let windows: [String: Window]

    /// Throws when something does not hold.
    func run() throws {
        for session in backbone.sessions.values {
            guard let window = windows[session.node] else { continue }
            let credit = session.eventCredit
            try require(
                (0...Int64(window.messages)).contains(credit.messages),
                "\(session.node) has credit for \(credit.messages) events of \(window.messages)")
            try require(
                credit.bytes <= window.bytes,
                "\(session.node) has credit for \(credit.bytes) bytes of \(window.bytes)")
        }
        for subscription in backbone.subscriptions.values {
            try check(subscription)
        }
        for service in backbone.services.values {
            try check(service.queue, of: service.revision.description)
        }
        try compareQuestions()
    }

    /// Throws when credit was lost: when all is quiet, a node holds back less than half of its window.
    func checkCreditIsBack() throws {
        for session in backbone.sessions.values {
            guard let window = windows[session.node] else { continue }
            let used = Int64(window.messages) - session.eventCredit.messages
            try require(
                used <= window.messages / 2,
                "\(used) events of \(session.node) are never given back")
        }
    }

    private func check(_ subscription: Subscription) throws {
        let name = subscription.name.text
        let stored = try backbone.owed.size(of: subscription.number)
        try require(
            stored == subscription.size,
            "\(name) is owed \(subscription.size), in the file \(stored)")
        for session in subscription.queue.consumers.sessions {
            guard let window = subscription.queue.consumers.window(of: session) else { continue }
            let leases = subscription.queue.leases(of: session).filter { !$0.isPulled }
            let bytes = leases.reduce(0) { $0 + $1.message.bytes }
            try require(
                leases.count <= window.messages,
                "\(leases.count) of \(name) are leased to one session, \(window.messages) allowed")
            try require(
                bytes <= window.bytes || leases.count == 1,
                "\(bytes) bytes of \(name) are leased to one session, \(window.bytes) allowed")
        }
        for lease in subscription.queue.leases.values {
            let owed = try backbone.owed.find(lease.message.id, of: subscription.number)
            try require(
                owed != nil, "\(name) has leased \(lease.message.id), which it does not owe")
        }
    }

    private func check<Item>(_ queue: LeaseQueue<Item>, of name: String) throws {
        for session in queue.sessions {
            guard let window = queue.window(of: session) else { continue }
            let leases = queue.leases(of: session)
            let bytes = leases.reduce(0) { $0 + $1.lease.bytes }
            try require(
                leases.count <= window.messages,
                "\(leases.count) of \(name) are leased to one session, \(window.messages) allowed")
            try require(
                bytes <= window.bytes || leases.count == 1,
                "\(bytes) bytes of \(name) are leased to one session, \(window.bytes) allowed")
        }
    }

    private func compareQuestions() throws {
        let stored = try backbone.questions.openQuestions()
        try require(
            stored.count == backbone.open.count,
            "\(backbone.open.count) questions are open, the file has \(stored.count)")
        for entry in stored {
            let id = entry.question.id
            guard let question = backbone.open[id],
                let queue = backbone.services[question.recipient]?.queue
            else { throw SimulationFailure("question \(id) is open in the file only") }
            let lease = queue.leases[QuestionOrder(number: question.number, id: id)]
            try require(
                lease?.session == entry.session,
                "question \(id) is leased to \(text(lease?.session)), in the file to "
                    + text(entry.session))
            try require(
                lease == nil || lease?.attempt == entry.attempt,
                "question \(id) has attempt \(lease?.attempt ?? 0), in the file \(entry.attempt)")
            try require(
                question.lastEvent == entry.lastEvent,
                "question \(id) has \(question.lastEvent) events, in the file \(entry.lastEvent)")
            try require(
                lease == nil || question.lastOfAttempt == entry.lastOfAttempt,
                "attempt \(entry.attempt) of question \(id) has \(question.lastOfAttempt) events, "
                    + "in the file \(entry.lastOfAttempt)")
        }
    }

    private func text(_ session: SessionID?) -> String {
        session?.description ?? "nobody"
    }
}
