import Handlers
import Topics

/// A subscriber: settles what it is given, late, not at all, or by giving it back.
final class SimulatedSubscriber: Behaviour {
    let events = Window(messages: 100)
    let isDone = true
    private let request: SubscriptionRequest
    private let settings: SubscriptionSettings
    private let parity: String?
    private var held: [Holding] = []
    /// Topics that have to be made, then the subscription; the first is asked for.
    private var requests: [Command] = []
    private var pending: UInt64?
    /// Acknowledgements of one message each that wait for their verdict.
    private var acknowledging: [UInt64: MessageID] = [:]
    private var subscribing: UInt64?

    private struct Holding {
        let delivery: DeliveryReference
        let settlesAt: Int64
        var isPoison = false
    }

    /// A subscriber that shares a subscription with others.
    init(_ settings: SubscriptionSettings, parity: String?, window: Window) {
        self.settings = settings
        self.parity = parity
        request = SubscriptionRequest(
            subscription: settings.subscription, topic: nil, window: window)
    }

    func start(_ node: SimulatedNode) {
        held = []
        subscribing = nil
        acknowledging = [:]
        requests = [settings.topic, settings.deadLetterPolicy?.topic].compactMap { topic in
            topic.map { Command.createTopic($0) }
        }
        requests.append(
            .request(
                Request(
                    address: "backbone", method: "subscriptions.create",
                    payload: Payload(settings.json.bytes()))))
        pending = node.submit(requests.removeFirst())
    }

    func handle(_ directive: LinkDirective, _ node: SimulatedNode) throws {
        switch directive {
        case .replied(pending, let reply):
            try require(reply.isOK, "\(node.name) is refused: \(reply.code)")
            pending = requests.isEmpty ? nil : node.submit(requests.removeFirst())
            if pending == nil { subscribing = node.submit(.subscribe(request)) }
        case .refused(pending, let refusal):
            throw SimulationFailure("\(node.name) may not make its subscription: \(refusal)")
        case .confirmed(subscribing, _):
            subscribing = nil
            node.world.ledger.noteSubscribed(settings, parity: parity)
        case .confirmed(let correlation, let number):
            guard let message = acknowledging.removeValue(forKey: correlation), number == 1 else {
                return
            }
            node.world.ledger.noteSettled(message, of: request.subscription)
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
            if holding.isPoison || world.goesWrong(0.1) {
                _ = node.submit(.reject(change))
            } else if world.goesWrong(0.1) {
                _ = node.submit(.extend(change))
                held.append(
                    Holding(delivery: holding.delivery, settlesAt: world.milliseconds + 200))
            } else if !world.goesWrong(0.05) {
                settled.append(holding.delivery)
            }
        }
        acknowledge(settled, node)
    }

    /// Acknowledges at once, or one by one where each needs a verdict.
    private func acknowledge(_ settled: [DeliveryReference], _ node: SimulatedNode) {
        let name = request.subscription
        guard settings.isExactlyOnce else {
            guard !settled.isEmpty else { return }
            let all = Acknowledgement(subscription: name, deliveries: settled)
            _ = node.submit(.acknowledge(all))
            return
        }
        for delivery in settled {
            let one = Acknowledgement(subscription: name, deliveries: [delivery])
            acknowledging[node.submit(.acknowledge(one))] = delivery.message
        }
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
                settlesAt: node.world.milliseconds + node.world.pick(0...100),
                isPoison: settings.deadLetterPolicy != nil
                    && delivery.message.attributes["poison"] != nil))
    }
}
