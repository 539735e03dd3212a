import Handlers
import Topics

/// A subscriber: settles what it is given, late, not at all, or by giving it back.
final class SimulatedSubscriber: Behaviour {
    let events = Window(messages: 100)
    let isDone = true
    private let request: SubscriptionRequest
    private let topic: TopicName
    private let parity: String?
    private var held: [Holding] = []
    private var topicRequest: UInt64?
    private var subscribing: UInt64?

    private struct Holding {
        let delivery: DeliveryReference
        let settlesAt: Int64
    }

    /// A subscriber that shares a subscription with others.
    init(_ name: SubscriptionName, _ topic: TopicName, parity: String?, window: Window) {
        self.topic = topic
        self.parity = parity
        request = SubscriptionRequest(
            subscription: name, topic: topic, window: window, ackDeadlineSeconds: 10,
            filter: parity.map { #"attributes.parity = "\#($0)""# } ?? "")
    }

    func start(_ node: SimulatedNode) {
        held = []
        subscribing = nil
        topicRequest = node.submit(.createTopic(topic))
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        switch directive {
        case .replied(topicRequest, _):
            topicRequest = nil
            subscribing = node.submit(.subscribe(request))
        case .confirmed(subscribing, _):
            subscribing = nil
            node.world.ledger.noteSubscribed(request.subscription, parity: parity)
        case .refused(subscribing, let refusal):
            throw SimulationFailure("\(node.name) may not subscribe: \(refusal)")
        case .deliver(let delivery): try take(delivery, node)
        default: return
        }
    }

    func act(_ node: SimulatedNode) {
        let world = node.world
        let due = held.filter { $0.settlesAt <= world.milliseconds }
        held.removeAll { $0.settlesAt <= world.milliseconds }
        var settled: [DeliveryReference] = []
        for holding in due {
            let change = LeaseChange(
                subscription: request.subscription, delivery: holding.delivery,
                milliseconds: UInt32(world.pick(0...300)))
            if world.goesWrong(0.1) {
                _ = node.submit(.reject(change))
            } else if world.goesWrong(0.1) {
                _ = node.submit(.extend(change))
                held.append(
                    Holding(delivery: holding.delivery, settlesAt: world.milliseconds + 200))
            } else if !world.goesWrong(0.05) {
                settled.append(holding.delivery)
            }
        }
        guard !settled.isEmpty else { return }
        _ = node.submit(
            .acknowledge(
                Acknowledgement(subscription: request.subscription, deliveries: settled)))
    }

    private func take(_ delivery: Delivery, _ node: SimulatedNode) throws {
        try require(
            delivery.subscription == request.subscription,
            "\(node.name) got a message of \(delivery.subscription)")
        try node.world.ledger.noteDelivered(delivery)
        let reference = DeliveryReference(
            message: delivery.message.id, attempt: delivery.attempt)
        held.append(
            Holding(
                delivery: reference,
                settlesAt: node.world.milliseconds + node.world.pick(0...100)))
    }
}
