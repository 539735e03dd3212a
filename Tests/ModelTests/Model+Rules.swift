extension Model {
    mutating func add(_ message: ModelMessage) {
        var message = message
        message.time = now
        messages.append(message)
        for (place, settings) in subscriptions.enumerated() where settings.topic == message.topic {
            guard message.isTagged || !settings.takesTaggedOnly else { continue }
            entries[place][messages.count - 1] = ModelEntry(due: now + message.delay)
        }
    }

    func find(_ place: Int, _ label: String) -> Int {
        entries[place].keys.filter { messages[$0].label == label }.max() ?? -1
    }

    func end(_ place: Int, _ message: Int) -> Int {
        let life = messages[message].life ?? .max
        return messages[message].time + min(life, subscriptions[place].retention * 1_000)
    }

    /// The messages that can go out to a session.
    func ready(_ place: Int, for session: Int) -> [Int] {
        entries[place].keys.filter { message in
            guard let entry = entries[place][message] else { return false }
            return entry.state == .owed && entry.due <= now
                && earlier(place, message).allSatisfy { isOut(place, $0, to: session) }
        }
    }

    /// The message that goes out next, if one can go out to a session.
    func best(_ place: Int, for session: Int) -> Int? {
        let ready = ready(place, for: session)
        return ready.filter { one in !ready.contains { goesBefore(place, $0, one) } }.min()
    }

    /// Whether a message must go out before another one: of higher priority, given back, or older. What
    /// was delayed has no place among the others.
    func goesBefore(_ place: Int, _ one: Int, _ other: Int) -> Bool {
        guard let left = entries[place][one], let right = entries[place][other] else {
            return false
        }
        let (first, second) = (messages[one].priority, messages[other].priority)
        if first != second { return first > second }
        for (message, entry) in [(one, left), (other, right)] {
            let isDelayed = !entry.wasGivenBack && messages[message].delay > 0
            if entry.isUnordered || isDelayed { return false }
        }
        if left.wasGivenBack != right.wasGivenBack { return left.wasGivenBack }
        return one < other
    }

    /// Whether a message is kept in order.
    func isKept(_ place: Int, _ message: Int) -> Bool {
        subscriptions[place].isOrdered && !messages[message].key.isEmpty
    }

    /// The messages of the same key that come before one and are not settled.
    func earlier(_ place: Int, _ message: Int) -> [Int] {
        guard isKept(place, message) else { return [] }
        return entries[place].keys.filter {
            $0 < message && messages[$0].key == messages[message].key
                && entries[place][$0]?.state != .settled
        }
    }

    func isOut(_ place: Int, _ message: Int, to session: Int) -> Bool {
        switch entries[place][message]?.state {
        case .leased(session, _): !subscriptions[place].isExactlyOnce
        case .acknowledged: true
        default: false
        }
    }

    mutating func give(_ place: Int, _ message: Int, to session: Int) -> Due {
        guard var entry = entries[place][message] else { preconditionFailure("no \(message)") }
        let lowest = entry.mayRepeat ? max(1, entry.attempt) : entry.attempt + 1
        entry.attempt += 1
        (entry.mayRepeat, entry.wasTakenBack) = (false, false)
        let until = now + subscriptions[place].deadline * 1_000
        entry.state = .leased(session: session, until: until)
        entries[place][message] = entry
        return (messages[message].label, lowest...entry.attempt)
    }

    mutating func push() {
        for (place, settings) in subscriptions.enumerated() {
            guard let window = settings.window else { continue }
            while depth(place)[2] < window, let next = best(place, for: 0) {
                pushed[place].append(give(place, next, to: 0))
            }
        }
    }

    mutating func giveBack(_ place: Int, _ message: Int, for milliseconds: Int) {
        guard var entry = entries[place][message] else { return }
        let settings = subscriptions[place]
        if let attempts = settings.attempts, entry.attempt >= attempts {
            entries[place][message]?.state = .settled
            var letter = messages[message]
            (letter.topic, letter.life, letter.delay) = ("graveyard", nil, 0)
            (letter.deduplicationKey, letter.key) = ("", "")
            add(letter)
            return
        }
        var kept = milliseconds
        if let (minimum, maximum) = settings.backOff {
            kept = max(kept, min(maximum, minimum << min(entry.attempt - 1, 20)) * 1_000)
        }
        let isKept = isKept(place, message)
        entry.giveBack(due: now + kept, isKept: isKept)
        entry.isUnordered = false
        if end(place, message) <= now { entry.settle(overSince: now) }
        entries[place][message] = entry
        // What was given out of the key after it is taken back, too.
        let key = messages[message].key
        for (other, entry) in entries[place]
        where isKept && other > message && messages[other].key == key {
            guard entry.isLeased || entry.state == .acknowledged else { continue }
            entries[place][other]?.giveBack(due: now, isKept: true)
        }
    }

    /// Settles what is acknowledged and has nothing before it.
    mutating func makeFinal(_ place: Int) {
        for message in entries[place].keys.sorted()
        where entries[place][message]?.state == .acknowledged && earlier(place, message).isEmpty {
            entries[place][message]?.state = .settled
        }
    }

    func isLeased(_ place: Int, _ message: Int, _ attempt: Int, by session: Int? = nil) -> Bool {
        guard let entry = entries[place][message], entry.attempt == attempt,
            case .leased(let holder, _) = entry.state
        else { return false }
        return session == nil || session == holder
    }

    func wasSettled(_ place: Int, _ message: Int, by attempt: Int) -> Bool {
        guard let entry = entries[place][message], let by = entry.settledBy else { return false }
        let isDone = entry.state == .settled || entry.state == .acknowledged
        return isDone && by.attempt == attempt && now - by.time < 600_000
    }

    func canSettle(_ place: Int, _ message: Int, _ attempt: Int) -> Bool {
        guard let entry = entries[place][message] else { return false }
        if subscriptions[place].isExactlyOnce { return isLeased(place, message, attempt) }
        let isFree = entry.state == .owed && entry.wasGivenBack && !entry.wasTakenBack
        return entry.attempt == attempt && (isFree || isLeased(place, message, attempt))
    }

    /// Seek: what is chosen is owed, the rest is settled.
    mutating func owe(_ place: Int, _ isChosen: (Int, ModelMessage) -> Bool) {
        for (message, var entry) in entries[place] {
            let isOver = end(place, message) <= now
            entry.wasGivenBack = false
            switch entry.state {
            case _ where isOver || !isChosen(message, messages[message]):
                if entry.state != .settled { entry.settle(overSince: isOver ? now : nil) }
            case .settled:
                let by = entry.settledBy.flatMap { now - $0.time < 600_000 ? $0 : nil }
                let countsOn = subscriptions[place].isExactlyOnce && by != nil
                entry = ModelEntry(attempt: countsOn ? entry.attempt : 0, due: now)
            case .owed: break
            case .leased, .acknowledged: (entry.state, entry.due) = (.owed, now)
            }
            entries[place][message] = entry
        }
        push()
    }
}
