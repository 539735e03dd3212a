import TestSupport

/// Subscriptions and what happens to them, as a seed has it.
///
/// Where the protocol leaves freedom, scripts stay away: a key has no time to live and no dead letters, a
/// session does not end while a retry policy counts, keys have no snapshots.
struct Script {
    let subscriptions: [ModelSettings]
    var steps: [Step] = []
    private var random: SeededRandom
    private let hasLives: Bool
    private let hasPriorities: Bool
    private let hasDelays: Bool
    private let hasKeys: Bool
    private let hasPolicy: Bool

    /// Steps of a script; the moments of all differ by less than a second.
    private static let length = 60

    init(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let hasKeys = random.isTrue(1, of: 2)
        let hasPriorities = random.isTrue(1, of: 2) && !hasKeys
        let hasLives = random.isTrue(1, of: 2)
        let hasPolicy = random.isTrue(1, of: 2)
        let hasDelays = random.isTrue(1, of: 2)
        let restarts = random.isTrue(1, of: 3)
        var kinds: [ModelSettings] = [
            ModelSettings(name: "plain"),
            ModelSettings(name: "filtered", deadline: 20, takesTaggedOnly: true),
            ModelSettings(name: "once", isExactlyOnce: true),
            ModelSettings(name: "short", retention: 600),
            ModelSettings(
                name: "pushed", window: restarts || hasPriorities || hasDelays ? 1_000 : 2),
        ]
        if hasPolicy { kinds.append(ModelSettings(name: "policy", backOff: (2, 30))) }
        if hasKeys {
            kinds.append(ModelSettings(name: "ordered", isOrdered: true))
            kinds.append(
                ModelSettings(name: "ordered-once", isOrdered: true, isExactlyOnce: true))
        }
        kinds.shuffle(using: &random)
        kinds = Array(kinds.prefix(3))
        if !hasLives {
            kinds.append(ModelSettings(name: "mortal", attempts: 5))
            kinds.append(
                ModelSettings(name: "grave", topic: "graveyard", comesInAnyOrder: true))
        }
        (self.hasKeys, self.hasPriorities) = (hasKeys, hasPriorities)
        (self.hasLives, self.hasPolicy) = (hasLives, hasPolicy)
        (self.random, self.hasDelays) = (random, hasDelays)
        subscriptions = kinds
        for number in 0..<Self.length {
            let step = step(number, of: kinds, restarts: restarts)
            steps.append(step)
        }
    }

    private mutating func step(
        _ number: Int, of subscriptions: [ModelSettings], restarts: Bool
    ) -> Step {
        let place = Int.random(in: 0..<subscriptions.count, using: &random)
        let settings = subscriptions[place]
        let pick = Int.random(in: 0..<6, using: &random)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<28: return .publish(message(number))
        case 28..<52 where settings.window == nil:
            let limit = settings.comesInAnyOrder ? 1_000 : Int.random(in: 1...4, using: &random)
            return .pull(place, session: Int.random(in: 1...2, using: &random), limit: limit)
        case 52..<66:
            let picks = (0...Int.random(in: 0...2, using: &random)).map { _ in
                Int.random(in: 0..<6, using: &random)
            }
            return .acknowledge(place, Array(Set(picks)).sorted())
        case 66..<76:
            let waits = [0, 0, 1_000, 20_000]
            return .reject(place, pick, milliseconds: waits.randomElement(using: &random) ?? 0)
        case 76..<80:
            return .extend(
                place, pick, milliseconds: 1_000 * Int.random(in: 1...40, using: &random))
        case 80..<81: return .meddle(place, pick)
        case 81..<83 where !hasPolicy: return .leave(session: Int.random(in: 1...2, using: &random))
        case 83..<85 where settings.attempts == nil && settings.topic == "weather":
            return .seekToMessage(place, Int.random(in: 0..<30, using: &random))
        case 85..<87 where !settings.isOrdered: return .snapshot(place)
        case 87..<89 where !settings.isOrdered && settings.attempts == nil:
            return .seekToSnapshot(place)
        case 89..<91 where restarts:
            return .restart(seconds: hasPolicy ? 0 : Int.random(in: 0...30, using: &random))
        case 91..<92: return .advance(seconds: Int.random(in: 100...700, using: &random))
        default: return .advance(seconds: Int.random(in: 1...12, using: &random))
        }
    }

    private mutating func message(_ number: Int) -> ModelMessage {
        var message = ModelMessage(label: "m\(number)")
        message.isTagged = random.isTrue(1, of: 2)
        if hasKeys, random.isTrue(2, of: 3) {
            message.key = random.isTrue(1, of: 2) ? "left" : "right"
        } else {
            if hasLives, random.isTrue(1, of: 3) {
                message.life = 1_000 * Int.random(in: 1...60, using: &random)
            }
            if hasDelays, random.isTrue(1, of: 4) {
                message.delay = 1_000 * Int.random(in: 1...30, using: &random)
            }
        }
        if hasPriorities { message.priority = Int.random(in: 0...3, using: &random) }
        if random.isTrue(1, of: 6) {
            message.deduplicationKey = random.isTrue(1, of: 2) ? "one" : "two"
        }
        return message
    }
}

extension SeededRandom {
    /// True so many times of so many.
    mutating func isTrue(_ times: Int, of all: Int) -> Bool {
        Int.random(in: 0..<all, using: &self) < times
    }
}
