import BusNode

/// What a market has told, on its topic.
struct ToldEvents {
    /// How often each event of one subject was told.
    private var counts: [String: Int] = [:]
    /// How often events of each kind were told since the last `begin`.
    private(set) var kinds: [String: Int] = [:]

    /// Begins with a new session.
    mutating func begin() {
        kinds = [:]
    }

    /// Takes down an event.
    mutating func add(_ event: Market.Event) {
        let subject = event.json["outgoing"] ?? event.json["bid"] ?? event.json["session"]
        counts["\(event.kind) \(subject ?? .null)", default: 0] += 1
        kinds[event.kind, default: 0] += 1
    }

    /// What was told more often than once.
    var twice: [String] { counts.filter { $0.value > 1 }.keys.sorted() }
}
