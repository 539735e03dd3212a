import Handlers
import Topics

/// One run of the whole bus in one thread: a backbone, its nodes, and a network that fails, all by a seed.
final class Simulation {
    private let world: World
    private let network: SimulatedNetwork
    private let backbone: SimulatedBackbone
    private var nodes: [SimulatedNode] = []

    /// Most steps until everything has drained, after nothing goes wrong any more.
    private static let drainLimit = 3_000

    /// A bus that has not started.
    init(_ plan: SimulationPlan) throws {
        world = World(plan)
        network = SimulatedNetwork(world)
        backbone = SimulatedBackbone(world, network)
        try addNodes()
    }

    /// Runs until everything has drained, and checks what was promised.
    ///
    /// - Returns: what happened.
    @discardableResult
    func run() throws -> SimulationResult {
        do {
            while world.result.steps < world.plan.steps { try takeStep() }
            world.isFaulty = false
            try drain()
            // What was sent last arrives; nobody sends anything new but signs of life.
            for _ in 0..<20 { try takeStep() }
            try backbone.checkCreditIsBack()
            try backbone.read { try world.ledger.check(against: $0) }
            return world.result
        } catch {
            throw SimulationFailure(
                "step \(world.result.steps), \(world.milliseconds) ms: \(error)")
        }
    }

    private func takeStep() throws {
        world.result.steps += 1
        let pause = world.isFaulty ? world.plan.pause : 100
        world.advance(by: world.goesWrong(0.002) ? 1_200 : world.pick(1...pause))
        network.stall()
        for node in nodes {
            if world.goesWrong(world.plan.breaks) {
                try node.disconnect(backbone, isNoticed: world.happens(0.5))
            }
            if node.isUp, world.goesWrong(world.plan.nodeCrashes) { try node.die(backbone) }
            try node.step(backbone)
        }
        try backbone.turn()
    }

    private func drain() throws {
        let limit = world.result.steps + Self.drainLimit
        repeat {
            guard world.result.steps < limit else {
                throw SimulationFailure("not drained: \(try state())")
            }
            try takeStep()
        } while try !isDrained()
    }

    private func isDrained() throws -> Bool {
        guard backbone.isUp, nodes.allSatisfy(\.isDone) else { return false }
        return try backbone.read { try $0.openCount() == 0 && $0.owedCount() == 0 } ?? false
    }

    private func state() throws -> String {
        let waiting = nodes.filter { !$0.isDone }.map { "\($0.name) (\($0.link.pendingCount))" }
        let counts = try backbone.read { (try $0.openCount(), try $0.owedCount()) } ?? (0, 0)
        return "\(waiting) wait, \(counts.0) questions open, \(counts.1) messages owed"
    }

    private func addNodes() throws {
        let plan = world.plan
        let revisions = try (0..<plan.revisions).map {
            try ServiceRevision("octue/wind:1.\($0).0")
        }
        let topic = try TopicName("weather")
        for number in 0..<plan.parents {
            let window = Window(
                messages: UInt32(world.pick(1...20)), bytes: UInt64(world.pick(50...5_000)))
            add(
                "parent-\(number)",
                SimulatedParent(
                    revisions, unserved: try ServiceRevision("octue/wind:2.0.0"),
                    questions: plan.questionsOfParent, events: window))
        }
        for number in 0..<plan.children {
            add(
                "child-\(number)",
                SimulatedChild(revisions[number % revisions.count], window: leaseWindow()))
        }
        for number in 0..<plan.watchers { add("watcher-\(number)", SimulatedWatcher()) }
        for number in 0..<plan.publishers {
            add(
                "publisher-\(number)",
                SimulatedPublisher(topic, messages: plan.messagesOfPublisher))
        }
        let settings = try (0..<plan.subscriptions).map { try subscription($0, topic) }
        for number in 0..<plan.subscribers {
            let subscription = number % plan.subscriptions
            add(
                "subscriber-\(number)",
                SimulatedSubscriber(
                    settings[subscription], parity: subscription == 1 ? "odd" : nil,
                    window: leaseWindow()))
        }
        guard settings.contains(where: { $0.deadLetterPolicy != nil }) else { return }
        add(
            "undertaker",
            SimulatedSubscriber(
                SubscriptionSettings(
                    subscription: try SubscriptionName("dead-sub"), topic: try TopicName("dead")),
                parity: nil, window: leaseWindow()))
    }

    /// A subscription with what Pub/Sub has, by chance; the second one has a filter.
    private func subscription(_ number: Int, _ topic: TopicName) throws -> SubscriptionSettings {
        var settings = SubscriptionSettings(
            subscription: try SubscriptionName("sub-\(number)"), topic: topic)
        settings.filter = number == 1 ? try AttributeFilter(#"attributes.parity = "odd""#) : nil
        settings.isOrdered = world.happens(0.5)
        settings.isExactlyOnce = world.happens(0.4)
        if world.happens(0.5) {
            settings.retryPolicy = try RetryPolicy(
                minimumMilliseconds: world.pick(0...200), maximumMilliseconds: 1_000)
        }
        if world.happens(0.5) {
            settings.deadLetterPolicy = try DeadLetterPolicy(topic: try TopicName("dead"))
        }
        return settings
    }

    private func leaseWindow() -> Window {
        Window(messages: UInt32(world.pick(1...5)), bytes: UInt64(world.pick(10...800)))
    }

    private func add(_ name: String, _ behaviour: any Behaviour) {
        backbone.windows[name] = behaviour.events
        nodes.append(SimulatedNode(name, number: nodes.count, world, network, behaviour))
    }
}
