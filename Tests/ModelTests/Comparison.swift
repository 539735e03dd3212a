import Topics

/// Carries out a script on the model and on the backbone, and looks whether they agree.
struct Comparison {
    private var model: Model
    private let backbone: ModelledBackbone
    private let settings: [ModelSettings]
    /// What came for each subscription, newest last.
    private var history: [[Came]]
    private var labels: [UInt64: String] = [:]

    /// A delivery that came.
    private struct Came {
        var label: String
        var id: MessageID
        var attempt: Int
        var session: Int
        /// Whether the session's lease may be known no more.
        var isOld = false
    }

    private init(_ subscriptions: [ModelSettings]) throws {
        settings = subscriptions
        model = Model(subscriptions)
        backbone = try ModelledBackbone(subscriptions)
        history = subscriptions.map { _ in [] }
    }

    /// Throws the first `Difference`, and says after which step it was.
    static func run(_ subscriptions: [ModelSettings], _ steps: [Step]) throws {
        var comparison = try Comparison(subscriptions)
        var seconds = 0
        for (number, step) in steps.enumerated() {
            do {
                if case .advance(let more) = step { seconds += more }
                while comparison.isSweeping(at: seconds * 1_000 + number * 7) {
                    seconds += 10
                }
                // No two steps are at the same part of a second, so that nothing is due at a step's moment.
                try comparison.pass(to: seconds * 1_000 + number * 7)
                if case .restart(let more) = step {
                    seconds += more
                    while comparison.isSweeping(at: seconds * 1_000 + number * 7) {
                        seconds += 10
                    }
                    try comparison.restart(at: seconds * 1_000 + number * 7)
                }
                try comparison.take(step)
                try comparison.compare()
            } catch {
                throw Difference("after step \(number), \(step): \(error)")
            }
        }
    }

    /// Whether the retention of a message ended less than a minute before a moment: it may take that long
    /// until the backbone looks.
    private func isSweeping(at moment: Int) -> Bool {
        settings.enumerated().contains { place, settings in
            model.entries[place].keys.contains { message in
                let end = model.messages[message].time + settings.retention * 1_000
                return (moment - 62_000...moment).contains(end)
            }
        }
    }

    private mutating func pass(to moment: Int) throws {
        while let next = model.nextMoment, next < moment {
            model.pass(to: next)
            try backbone.pass(to: next)
            try comparePushed()
        }
        model.pass(to: moment)
        try backbone.pass(to: moment)
    }

    private mutating func restart(at moment: Int) throws {
        guard settings.indices.allSatisfy({ model.acknowledged($0) == 0 }) else { return }
        model.crash()
        while let next = model.nextMoment, next < moment { model.pass(to: next, isDown: true) }
        model.pass(to: moment)
        try backbone.restart(at: moment)
        for place in history.indices {
            for number in history[place].indices { history[place][number].isOld = true }
        }
    }

    private mutating func take(_ step: Step) throws {
        switch step {
        case .publish(let message): try publish(message)
        case .pull(let place, let session, let limit):
            let pull = PullRequest(
                subscription: try name(place), limit: UInt16(min(limit, 1_000)))
            model.join(place, session)
            let answer = try backbone.ask(.pull(pull), by: session)
            let came = comeIn(place, session)
            try expect(.confirmed(came.count), answer)
            for delivery in came { try take(delivery, place) }
            if came.count < limit, let next = model.next(place, by: session) {
                throw Difference("\(settings[place].name): \(next) did not come")
            }
        case .acknowledge(let place, let picks): try acknowledge(place, picks)
        case .reject(let place, let pick, let milliseconds):
            try change(place, pick, milliseconds, isReject: true)
        case .extend(let place, let pick, let milliseconds):
            try change(place, pick, milliseconds, isReject: false)
        case .meddle(let place, let pick):
            try change(place, pick, 0, isReject: true, by: 3)
        case .leave(let session):
            model.leave(session)
            try backbone.rejoin(session)
        case .seekToMessage(let place, let pick):
            guard model.messages.indices.contains(pick) else { return }
            model.seek(place, toTimeOf: model.messages[pick].label)
            let time = ModelledBackbone.calendar(model.messages[pick].time)
            try seek(place, ["time": .string(time.description)])
        case .snapshot(let place):
            model.snapshot(place)
            let snapshot = JSONValue.string("of-\(settings[place].name)")
            try backbone.drop(snapshot)
            try backbone.request(
                "snapshots.create",
                ["snapshot": snapshot, "subscription": .string(settings[place].name)])
        case .seekToSnapshot(let place):
            guard model.seekToSnapshot(place) else { return }
            try seek(place, ["snapshot": .string("of-\(settings[place].name)")])
        case .advance, .restart: break
        }
    }

    private mutating func publish(_ message: ModelMessage) throws {
        let publication = Publication(
            topic: try TopicName("weather"), deduplicationKey: message.deduplicationKey,
            orderingKey: message.key, priority: UInt8(message.priority),
            timeToLiveMilliseconds: UInt32(message.life ?? 0),
            delayMilliseconds: UInt32(message.delay),
            attributes: try Attributes(message.isTagged ? ["tagged": "yes"] : [:]),
            payload: Payload(message.label))
        let answer = try backbone.ask(.publish(publication), by: 3)
        guard case .number(let id) = answer else { throw Difference("PUBLISH: \(answer)") }
        let label = model.publish(message)
        if label == message.label { labels[id] = label }
        guard labels[id] == label else {
            throw Difference("it is message \(labels[id] ?? "nothing"), promised \(label)")
        }
    }

    private mutating func acknowledge(_ place: Int, _ picks: [Int]) throws {
        // Under which attempt a message was given out last may be forgotten in a restart.
        let chosen = picks.compactMap { came(place, $0) }
            .filter { !$0.isOld || settings[place].isExactlyOnce }
        guard !chosen.isEmpty else { return }
        let promised = model.acknowledge(place, chosen.map { ($0.label, $0.attempt) })
        let references = chosen.map {
            DeliveryReference(message: $0.id, attempt: UInt32($0.attempt))
        }
        let command = Command.acknowledge(
            Acknowledgement(subscription: try name(place), deliveries: references))
        try expect(promised, backbone.ask(command, by: 2))
    }

    private mutating func change(
        _ place: Int, _ pick: Int, _ milliseconds: Int, isReject: Bool, by other: Int? = nil
    ) throws {
        guard let chosen = came(place, pick), !chosen.isOld else { return }
        let session = other ?? chosen.session
        let promised = model.change(
            place, chosen.label, attempt: chosen.attempt, by: session, for: milliseconds,
            isReject: isReject)
        let change = LeaseChange(
            subscription: try name(place),
            delivery: DeliveryReference(message: chosen.id, attempt: UInt32(chosen.attempt)),
            milliseconds: UInt32(milliseconds))
        try expect(
            promised, backbone.ask(isReject ? .reject(change) : .extend(change), by: session))
    }

    /// Seeks; deliveries of before are named no more, for their attempts may come again.
    private mutating func seek(_ place: Int, _ goal: JSONObject) throws {
        var parameters = goal
        parameters["subscription"] = .string(settings[place].name)
        try backbone.request("subscriptions.seek", parameters)
        history[place] = []
    }

    private func came(_ place: Int, _ pick: Int) -> Came? {
        let number = history[place].count - 1 - pick
        return history[place].indices.contains(number) ? history[place][number] : nil
    }

    private func name(_ place: Int) throws -> SubscriptionName {
        try SubscriptionName(settings[place].name)
    }

    private func expect(_ promised: Model.Answer, _ seen: ModelledBackbone.Answer) throws {
        switch (promised, seen) {
        case (.confirmed(let number), .number(let other)) where UInt64(number) == other: return
        case (.refused(let code), .refused(let other, _)) where code == other: return
        default: throw Difference("promised \(promised), seen \(seen)")
        }
    }

    private mutating func compare() throws {
        try comparePushed()
        for (place, settings) in settings.enumerated() {
            let standing = try backbone.request(
                "subscriptions.get", ["subscription": .string(settings.name)])
            var seen = ["waiting", "delayed", "leased"].map { standing[$0]?.integer ?? -1 }
            var promised = model.depth(place)
            // What is over may still be counted a moment later. Whether what waits for its key waits for a
            // time is not said, nor where what is acknowledged but not settled is counted.
            let more = seen[0] + seen[1] - promised[0] - promised[1]
            let spare = model.over(place) + (settings.isOrdered ? model.acknowledged(place) : 0)
            if settings.isOrdered || more > 0 {
                seen = [seen[0] + seen[1] - min(max(0, more), spare), seen[2]]
                promised = [promised[0] + promised[1], promised[2]]
            }
            guard seen == promised else {
                throw Difference(
                    "\(settings.name): promised waiting, delayed, leased \(promised), seen \(seen)")
            }
        }
    }

    private mutating func comparePushed() throws {
        for (place, settings) in settings.enumerated() where settings.window != nil {
            try compare(place, model.takePushed(place))
        }
    }

    /// Compares what came to an attached session; what came together may be in any order.
    private mutating func compare(_ place: Int, _ due: [Model.Due]) throws {
        let due = due.sorted { $0.label < $1.label }
        let seen = comeIn(place, 0).sorted { $0.label < $1.label }
        let agrees =
            due.count == seen.count
            && zip(due, seen).allSatisfy { $0.label == $1.label && $0.attempts ~= $1.attempt }
        guard agrees else {
            let promised = due.map { "\($0.label)/\($0.attempts.lowerBound)" }
            let came = seen.map { "\($0.label)/\($0.attempt)" }
            throw Difference("\(settings[place].name): promised \(promised), seen \(came)")
        }
        for delivery in seen { model.learn(place, delivery.label, attempt: delivery.attempt) }
    }

    private mutating func take(_ delivery: Came, _ place: Int) throws {
        let next = model.next(place, by: delivery.session) ?? "nothing"
        guard let attempts = model.take(place, delivery.label, by: delivery.session) else {
            let name = settings[place].name
            throw Difference(
                "\(name): promised \(next), seen \(delivery.label)/\(delivery.attempt)")
        }
        guard attempts ~= delivery.attempt else {
            throw Difference(
                "\(delivery.label): promised attempt \(attempts), seen \(delivery.attempt)")
        }
        model.learn(place, delivery.label, attempt: delivery.attempt)
    }

    private mutating func comeIn(_ place: Int, _ session: Int) -> [Came] {
        let came = backbone.takeDeliveries(place).map {
            Came(
                label: String(decoding: $0.message.payload.bytes, as: UTF8.self),
                id: $0.message.id, attempt: Int($0.attempt), session: session)
        }
        history[place] += came
        return came
    }
}
