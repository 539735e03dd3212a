/// What sections 7, 8 and 10 of the protocol say of messages, as plainly as it can be said: arrays, and
/// everything looked at again after every step. Time is in milliseconds.
struct Model {
    /// What an answer of the backbone may be.
    enum Answer: Equatable {
        case confirmed(Int)
        case published(String)
        case refused(String)
    }

    /// A message that has to come; the attempt is one of a few.
    struct Due {
        var label: String
        var attempts: ClosedRange<Int>
    }

    var now = 0
    var subscriptions: [ModelSettings]
    /// Every message in the order of publication.
    var messages: [ModelMessage] = []
    /// For each subscription how each message that passed its filter stands; by its place in `messages`.
    var entries: [[Int: ModelEntry]]
    /// For each snapshot the messages owed, and how many there were when it was made.
    var snapshots: [Int: (owed: Set<Int>, count: Int)] = [:]
    /// What came to attached sessions since the last look.
    var pushed: [[Due]]

    init(_ subscriptions: [ModelSettings]) {
        self.subscriptions = subscriptions
        entries = subscriptions.map { _ in [:] }
        pushed = subscriptions.map { _ in [] }
    }

    mutating func publish(_ message: ModelMessage) -> Answer {
        let known = messages.last {
            !message.deduplicationKey.isEmpty && $0.topic == message.topic
                && $0.deduplicationKey == message.deduplicationKey && now - $0.time < 600_000
        }
        if let known { return .published(known.label) }
        add(message)
        push()
        return .published(message.label)
    }

    /// A message came to a session that pulled: whether it is one that may come, and under which attempts.
    mutating func take(_ place: Int, _ label: String, by session: Int) -> ClosedRange<Int>? {
        let ready = ready(place, for: session)
        let message = find(place, label)
        // Of several keys any may go first.
        let isFree = subscriptions[place].isOrdered || subscriptions[place].comesInAnyOrder
        guard ready.contains(message),
            isFree || !ready.contains(where: { goesBefore(place, $0, message) })
        else { return nil }
        return give(place, message, to: session).attempts
    }

    /// What goes out next to a session that pulls; nil for nothing.
    func next(_ place: Int, by session: Int) -> String? {
        best(place, for: session).map { messages[$0].label }
    }

    mutating func acknowledge(_ place: Int, _ deliveries: [(label: String, attempt: Int)]) -> Answer
    {
        let found = deliveries.map { (find(place, $0.label), $0.attempt) }
        if subscriptions[place].isExactlyOnce {
            let isFine = found.allSatisfy { message, attempt in
                isLeased(place, message, attempt) || wasSettled(place, message, by: attempt)
            }
            guard isFine else { return .refused("not-leased") }
        }
        var count = 0
        for (message, attempt) in found where canSettle(place, message, attempt) {
            entries[place][message]?.state = .acknowledged
            entries[place][message]?.settledBy = (attempt, now)
            count += 1
        }
        makeFinal(place)
        push()
        return .confirmed(count)
    }

    mutating func reject(
        _ place: Int, _ label: String, attempt: Int, by session: Int, for milliseconds: Int
    ) -> Answer {
        let message = find(place, label)
        guard isLeased(place, message, attempt, by: session) else { return .refused("not-leased") }
        giveBack(place, message, for: milliseconds)
        push()
        return .confirmed(0)
    }

    mutating func extend(
        _ place: Int, _ label: String, attempt: Int, by session: Int, by milliseconds: Int
    ) -> Answer {
        let message = find(place, label)
        guard isLeased(place, message, attempt, by: session) else { return .refused("not-leased") }
        entries[place][message]?.state = .leased(session: session, until: now + milliseconds)
        return .confirmed(0)
    }

    mutating func leave(_ session: Int) {
        for place in subscriptions.indices {
            for message in entries[place].keys.sorted() {
                guard case .leased(session, _) = entries[place][message]?.state else { continue }
                giveBack(place, message, for: 0)
            }
        }
        push()
    }

    mutating func seek(_ place: Int, toTimeOf label: String) {
        let time = messages.first { $0.label == label }?.time ?? 0
        owe(place) { $1.time >= time }
    }

    mutating func snapshot(_ place: Int) {
        let owed = entries[place].filter { $0.value.state != .settled }
        snapshots[place] = (Set(owed.keys), messages.count)
    }

    mutating func seekToSnapshot(_ place: Int) -> Bool {
        guard let snapshot = snapshots[place] else { return false }
        owe(place) { number, _ in snapshot.owed.contains(number) || number >= snapshot.count }
        return true
    }

    /// When something happens without anybody doing anything; nil for never.
    var nextMoment: Int? {
        var moments: [Int] = []
        for place in subscriptions.indices {
            for (message, entry) in entries[place] {
                switch entry.state {
                case .owed: moments += [entry.due, end(place, message)]
                case .leased(_, let until): moments.append(until)
                case .acknowledged, .settled: break
                }
            }
        }
        return moments.filter { $0 > now }.min()
    }

    /// Whether the retention of a message ended less than a minute before a moment: it may take that long
    /// until the backbone looks.
    func isSweeping(at moment: Int) -> Bool {
        subscriptions.enumerated().contains { place, settings in
            entries[place].keys.contains { message in
                let end = messages[message].time + settings.retention * 1_000
                return (moment - 62_000...moment).contains(end)
            }
        }
    }

    mutating func pass(to moment: Int, isDown: Bool = false) {
        now = moment
        for place in subscriptions.indices {
            for message in entries[place].keys.sorted() {
                if case .leased(_, let until)? = entries[place][message]?.state, until <= now {
                    giveBack(place, message, for: 0)
                }
                if entries[place][message]?.state == .owed, end(place, message) <= now {
                    entries[place][message]?.state = .settled
                    entries[place][message]?.overSince = now
                }
            }
            makeFinal(place)
        }
        if !isDown { push() }
    }

    /// The backbone is killed: leases end, but those of exactly-once delivery, which belong to nobody then.
    mutating func crash() {
        for (place, settings) in subscriptions.enumerated() {
            for message in entries[place].keys {
                let isKept = isKept(place, message)
                entries[place][message]?.isUnordered = true
                guard case .leased(_, let until) = entries[place][message]?.state else { continue }
                if settings.isExactlyOnce {
                    entries[place][message]?.state = .leased(session: -1, until: until)
                    continue
                }
                entries[place][message]?.state = .owed
                entries[place][message]?.due = now
                entries[place][message]?.wasGivenBack = true
                entries[place][message]?.wasTakenBack = isKept
                entries[place][message]?.mayRepeat = true
            }
        }
    }

    /// Messages that can be given out, those that wait for a time, and those that are leased.
    func depth(_ place: Int) -> [Int] {
        let owed = entries[place].values.filter { $0.state == .owed }
        let leased = entries[place].values.filter {
            if case .leased = $0.state { true } else { false }
        }
        let waiting = owed.filter { $0.due <= now }.count
        return [waiting, owed.count - waiting, leased.count]
    }

    /// How many messages are over since a moment ago: it may take as long until they are not counted.
    func over(_ place: Int) -> Int {
        entries[place].values.filter {
            $0.state == .settled && ($0.overSince ?? -5_000) > now - 5_000
        }
        .count
    }

    /// How many messages are acknowledged, and wait for that to become final.
    func acknowledged(_ place: Int) -> Int {
        entries[place].values.filter { $0.state == .acknowledged }.count
    }

    /// What came to the session that is attached.
    mutating func takePushed(_ place: Int) -> [Due] {
        defer { pushed[place] = [] }
        return pushed[place]
    }

    /// Says under which of the possible attempts a message came.
    mutating func learn(_ place: Int, _ label: String, attempt: Int) {
        entries[place][find(place, label)]?.attempt = attempt
    }
}
