/// What sections 7, 8 and 10 of the protocol say of messages, as plainly as it can be said: arrays, and
/// everything looked at again after every step. Time is in milliseconds.
struct Model {
    /// What an answer of the backbone may be.
    enum Answer: Equatable {
        case confirmed(Int)
        case refused(String)
    }

    /// A message that has to come; the attempt is one of a few.
    typealias Due = (label: String, attempts: ClosedRange<Int>)

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

    /// Returns what the message is called that was published, which may be an earlier one.
    mutating func publish(_ message: ModelMessage) -> String {
        let known = messages.last {
            !message.deduplicationKey.isEmpty && $0.topic == message.topic
                && $0.deduplicationKey == message.deduplicationKey && now - $0.time < 600_000
        }
        if let known { return known.label }
        add(message)
        push()
        return message.label
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

    /// A session pulls: what it had before a restart is its own again.
    mutating func join(_ place: Int, _ session: Int) {
        for (message, entry) in entries[place] {
            guard case .leased(-1 - session, let until) = entry.state else { continue }
            entries[place][message]?.state = .leased(session: session, until: until)
        }
    }

    /// What goes out next to a session that pulls; nil for nothing.
    func next(_ place: Int, by session: Int) -> String? {
        best(place, for: session).map { messages[$0].label }
    }

    mutating func acknowledge(_ place: Int, _ deliveries: [(label: String, attempt: Int)]) -> Answer
    {
        let found = deliveries.map { (find(place, $0.label), $0.attempt) }
        let isFine = found.allSatisfy { message, attempt in
            isLeased(place, message, attempt) || wasSettled(place, message, by: attempt)
        }
        guard isFine || !subscriptions[place].isExactlyOnce else { return .refused("not-leased") }
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

    /// REJECT keeps a message back for a time, EXTEND leases it for a time from now.
    mutating func change(
        _ place: Int, _ label: String, attempt: Int, by session: Int, for milliseconds: Int,
        isReject: Bool
    ) -> Answer {
        let message = find(place, label)
        guard isLeased(place, message, attempt, by: session) else { return .refused("not-leased") }
        if isReject { giveBack(place, message, for: milliseconds) }
        if !isReject {
            entries[place][message]?.state = .leased(session: session, until: now + milliseconds)
        }
        push()
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
        let moments = subscriptions.indices.flatMap { place in
            entries[place].flatMap { message, entry -> [Int] in
                switch entry.state {
                case .owed: [entry.due, end(place, message)]
                case .leased(_, let until): [until]
                case .acknowledged, .settled: []
                }
            }
        }
        return moments.filter { $0 > now }.min()
    }

    mutating func pass(to moment: Int, isDown: Bool = false) {
        now = moment
        for place in subscriptions.indices {
            for message in entries[place].keys.sorted() {
                if case .leased(_, let until)? = entries[place][message]?.state, until <= now {
                    giveBack(place, message, for: 0)
                }
                if entries[place][message]?.state == .owed, end(place, message) <= now {
                    entries[place][message]?.settle(overSince: now)
                }
            }
            makeFinal(place)
        }
        if !isDown { push() }
    }

    /// The backbone is killed: leases end, but those of exactly-once delivery, which belong to nobody until
    /// their session pulls again.
    mutating func crash() {
        for (place, settings) in subscriptions.enumerated() {
            for (message, var entry) in entries[place] {
                entry.isUnordered = true
                if case .leased(let session, let until) = entry.state {
                    entry.mayRepeat = !settings.isExactlyOnce
                    entry.giveBack(due: now, isKept: isKept(place, message))
                    if settings.isExactlyOnce {
                        let stranger = session < 0 ? session : -1 - session
                        entry.state = .leased(session: stranger, until: until)
                    }
                }
                entries[place][message] = entry
            }
        }
    }

    /// Messages that can be given out, those that wait for a time, and those that are leased.
    func depth(_ place: Int) -> [Int] {
        let owed = entries[place].values.filter { $0.state == .owed }
        let waiting = owed.filter { $0.due <= now }.count
        return [waiting, owed.count - waiting, entries[place].values.filter(\.isLeased).count]
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
