import Handlers
import Topics

/// A publisher: publishes messages, half of them under deduplication keys that outlive its process.
final class SimulatedPublisher: Behaviour {
    let events = Window(messages: 100)
    private let topic: TopicName
    private let total: Int
    private var waiting: [UInt64: Publishing] = [:]
    private var again: [Publishing] = []
    private var count = 0
    private var topicRequest: UInt64?
    private var hasTopic = false

    private struct Publishing {
        let number: Int
        let publication: Publication
        /// The subscriptions that existed before it was published.
        let owedTo: [SubscriptionName]
    }

    /// A publisher that publishes so many messages.
    init(_ topic: TopicName, messages: Int) {
        self.topic = topic
        total = messages
    }

    var isDone: Bool { hasTopic && count == total && waiting.isEmpty && again.isEmpty }

    func start(_ node: SimulatedNode) {
        again += waiting.values.filter { !$0.publication.deduplicationKey.isEmpty }
            .sorted { $0.number < $1.number }
        waiting = [:]
        hasTopic = false
        topicRequest = node.submit(.createTopic(topic))
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        switch directive {
        case .replied(topicRequest, let reply):
            try require(reply.isOK, "the topic was not made: \(reply.code)")
            hasTopic = true
        case .confirmed(let correlation, let number):
            guard let entry = waiting.removeValue(forKey: correlation) else { return }
            try node.world.ledger.notePublished(
                MessageID(number), entry.publication, owedTo: entry.owedTo)
        case .refused(let correlation, let refusal):
            guard waiting[correlation] != nil else { return }
            throw SimulationFailure("a publication was refused: \(refusal)")
        default: return
        }
    }

    func act(_ node: SimulatedNode) throws {
        guard hasTopic else { return }
        for entry in again { waiting[node.submit(.publish(entry.publication))] = entry }
        again = []
        let world = node.world
        guard count < total, world.happens(world.isFaulty ? 0.15 : 1) else { return }
        count += 1
        let publication = try publication(node)
        let entry = Publishing(
            number: count, publication: publication,
            owedTo: world.ledger.confirmedSubscriptions(to: topic))
        waiting[node.submit(.publish(publication))] = entry
    }

    /// The next message: perhaps of a key, or of a priority and late, and now and then one that nobody can
    /// deal with.
    private func publication(_ node: SimulatedNode) throws -> Publication {
        let world = node.world
        var attributes = ["parity": count.isMultiple(of: 2) ? "even" : "odd"]
        if world.happens(0.05) { attributes["poison"] = "yes" }
        var publication = Publication(
            topic: topic, deduplicationKey: world.happens(0.5) ? "\(node.name)-\(count)" : "",
            attributes: try Attributes(attributes), payload: Payload("\(node.name) \(count)"))
        if world.happens(0.5) {
            publication.orderingKey = "key-\(world.pick(1...3))"
        } else {
            publication.priority = UInt8(world.pick(0...2))
            if world.happens(0.1) { publication.delayMilliseconds = UInt32(world.pick(1...500)) }
        }
        return publication
    }
}

extension Command {
    /// The request that makes a topic, as it travels.
    static func createTopic(_ topic: TopicName) -> Command {
        .request(
            Request(
                address: "backbone", method: "topics.create",
                payload: Payload(#"{"topic":"\#(topic)"}"#)))
    }
}
