import Topics

/// What nodes were promised and what they saw, to be held against the file in the end.
final class Ledger {
    /// Questions that were asked, in the order of asking.
    private(set) var asked: [QuestionID] = []
    /// What parents and watchers saw of each, keyed by observer.
    private(set) var streams: [Observer: [Event]] = [:]
    private var questions: [QuestionID: Asked] = [:]
    private var recorded: [Recorded] = []
    private var publications: [Published] = []
    private var subscriptions: [SubscriptionName: Subscribed] = [:]
    private var delivered: [SubscriptionName: Set<MessageID>] = [:]
    private var contents: [MessageID: Payload] = [:]
    private var keys: [String: MessageID] = [:]

    /// Who looks at which question.
    struct Observer: Hashable {
        let node: String
        let question: QuestionID
    }

    private struct Asked {
        let question: Question
        let payload: Payload
        var isConfirmed = false
        var refusal: Refusal?
    }

    private struct Recorded {
        let question: QuestionID
        let payload: Payload
        let kind: EventKind
    }

    private struct Published {
        let message: MessageID
        let payload: Payload
        let parity: String
        let isPoison: Bool
        let owedTo: [SubscriptionName]
    }

    private struct Subscribed {
        let settings: SubscriptionSettings
        let parity: String?
        var settled: Set<MessageID> = []
    }

    /// Questions whose ASK was confirmed, oldest first.
    var confirmedQuestions: [QuestionID] {
        asked.filter { questions[$0]?.isConfirmed == true }
    }

    /// The subscriptions to a topic that were confirmed by now.
    func confirmedSubscriptions(to topic: TopicName) -> [SubscriptionName] {
        subscriptions.filter { $0.value.settings.topic == topic }.keys
            .sorted { $0.text < $1.text }
    }

    // MARK: What happened

    func noteAsk(_ question: Question, _ payload: Payload) {
        guard questions[question.id] == nil else { return }
        questions[question.id] = Asked(question: question, payload: payload)
        asked.append(question.id)
    }

    func noteConfirmed(_ question: QuestionID) throws {
        try require(
            questions[question]?.refusal == nil, "question \(question) was refused, then confirmed")
        questions[question]?.isConfirmed = true
    }

    func noteRefused(_ question: QuestionID, _ refusal: Refusal) throws {
        try require(
            refusal.code == .nobodyServes, "the question \(question) was refused: \(refusal)")
        try require(
            questions[question]?.isConfirmed == false,
            "question \(question) was confirmed, then refused: \(refusal)")
        questions[question]?.refusal = refusal
    }

    func noteSeen(_ event: Event, by observer: Observer) throws {
        let seen = streams[observer, default: []]
        let place = Int(event.number)
        if place <= seen.count {
            try require(
                seen[place - 1] == event, "\(observer.node) saw two different events \(place)")
            return
        }
        try require(
            place == seen.count + 1,
            "\(observer.node) saw event \(place) of \(observer.question) after \(seen.count)")
        try require(
            seen.last?.kind.isEnd != true, "\(observer.node) saw event \(place) after the end")
        streams[observer, default: []].append(event)
    }

    func noteShown(_ delivery: QuestionDelivery) throws {
        let known = questions[delivery.question.id]
        try require(
            known?.question == delivery.question && known?.payload == delivery.payload,
            "the question \(delivery.question.id) is shown otherwise than it was asked")
    }

    func noteRecorded(_ question: QuestionID, _ kind: EventKind, _ payload: Payload) {
        recorded.append(Recorded(question: question, payload: payload, kind: kind))
    }

    func noteSubscribed(_ settings: SubscriptionSettings, parity: String?) {
        guard subscriptions[settings.subscription] == nil else { return }
        subscriptions[settings.subscription] = Subscribed(settings: settings, parity: parity)
    }

    func noteSettled(_ message: MessageID, of name: SubscriptionName) {
        subscriptions[name]?.settled.insert(message)
    }

    func notePublished(
        _ message: MessageID, _ publication: Publication, owedTo names: [SubscriptionName]
    ) throws {
        let key = publication.deduplicationKey
        if !key.isEmpty {
            try require(
                (keys[key] ?? message) == message,
                "key \(key) was confirmed as message \(message) and \(keys[key] ?? message)")
            keys[key] = message
        }
        publications.append(
            Published(
                message: message, payload: publication.payload,
                parity: publication.attributes["parity"] ?? "",
                isPoison: publication.attributes["poison"] != nil, owedTo: names))
    }

    func noteDelivered(_ delivery: Delivery) throws {
        let parity = subscriptions[delivery.subscription]?.parity
        try require(
            parity == nil || delivery.message.attributes["parity"] == parity,
            "message \(delivery.message.id) does not pass the filter of \(delivery.subscription)")
        let message = delivery.message
        try require(
            subscriptions[delivery.subscription]?.settled.contains(message.id) != true,
            "message \(message.id) came to \(delivery.subscription) after it was settled for good")
        try require(
            contents[message.id, default: message.payload] == message.payload,
            "two messages were delivered as \(message.id)")
        contents[message.id] = message.payload
        delivered[delivery.subscription, default: []].insert(message.id)
    }

    // MARK: What must be true in the end

    func check(against history: StoredHistory) throws {
        try require(try history.openCount() == 0, "questions are open in the file")
        try require(try history.owedCount() == 0, "messages are owed in the file")
        for id in asked { try checkQuestion(id, history) }
        for observer in streams.keys {
            let stored = try history.events(of: observer.question) ?? []
            try require(
                streams[observer] == stored,
                "\(observer.node) saw \(streams[observer]?.count ?? 0) events of "
                    + "\(observer.question), the file has \(stored.count), or they differ")
        }
        for entry in recorded {
            let stored = try history.events(of: entry.question) ?? []
            try require(
                stored.contains { $0.kind == entry.kind && $0.payload == entry.payload },
                "a \(entry.kind) of \(entry.question) was confirmed and is not in the file")
        }
        try checkMessages(history)
    }

    private func checkQuestion(_ id: QuestionID, _ history: StoredHistory) throws {
        guard let entry = questions[id] else { return }
        let events = try history.events(of: id)
        try require(
            entry.isConfirmed != (entry.refusal != nil), "question \(id) got no answer, or two")
        try require(
            (events != nil) == entry.isConfirmed,
            "question \(id): confirmed \(entry.isConfirmed), stored \(events != nil)")
        guard let events else { return }
        let ends = events.filter(\.kind.isEnd).map(\.number)
        try require(
            ends == [UInt32(events.count)], "question \(id) has ends \(ends) of \(events.count)")
        try require(
            events.map(\.number) == Array(1...UInt32(events.count)),
            "the events of question \(id) have gaps")
        let attempts = events.filter { $0.attempt > 0 }.map(\.attempt)
        try require(attempts == attempts.sorted(), "attempts of question \(id): \(attempts)")
    }

    private func checkMessages(_ history: StoredHistory) throws {
        let payloads = try history.payloads(of: "weather")
        let dead = try history.deadLetters()
        for entry in publications {
            try require(
                payloads[entry.message] == entry.payload,
                "message \(entry.message) was confirmed and is not in the file")
            for name in entry.owedTo {
                let parity = subscriptions[name]?.parity
                guard parity == nil || parity == entry.parity else { continue }
                try require(
                    delivered[name]?.contains(entry.message) == true,
                    "message \(entry.message) was never delivered to \(name)")
                guard entry.isPoison, subscriptions[name]?.settings.deadLetterPolicy != nil else {
                    continue
                }
                let letters = dead.count { $0.source == name.text && $0.payload == entry.payload }
                let sources = payloads.values.count { $0 == entry.payload }
                try require(
                    (1...sources).contains(letters),
                    "message \(entry.message) of \(name) is \(letters) times a dead letter")
            }
        }
        let keyed = Set(keys.values)
        let texts = payloads.filter { keyed.contains($0.key) }.map { $0.value.bytes }
        try require(Set(texts).count == texts.count, "a deduplication key let a message in twice")
        for text in texts {
            try require(
                payloads.values.count { $0.bytes == text } == 1,
                "a deduplication key let a message in twice")
        }
    }
}
