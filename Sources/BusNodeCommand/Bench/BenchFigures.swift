import BusNode

/// What rounds of the same work took on a bus.
struct BenchFigures: Sendable {
    /// The work.
    let what: String
    /// How many rounds were under way at a time.
    let inFlight: Int
    /// What each round took, the shortest first.
    private let sorted: [Duration]
    /// What all of them took together.
    private let elapsed: Duration

    /// The figures of rounds that took these times.
    init(_ what: String, inFlight: Int, _ durations: [Duration], in elapsed: Duration) {
        self.what = what
        self.inFlight = inFlight
        sorted = durations.sorted()
        self.elapsed = elapsed
    }

    /// How many rounds there were.
    var count: Int { sorted.count }

    /// How many rounds there were a second.
    var perSecond: Double { Double(count) / (Self.microseconds(elapsed) / 1_000_000) }

    /// The time, in microseconds, that such a part of the rounds took at most; nil without rounds.
    func quantile(_ part: Double) -> Double? {
        guard let last = sorted.indices.last else { return nil }
        return Self.microseconds(sorted[Int(Double(last) * part)])
    }

    /// The figures for a program.
    var json: JSONValue {
        [
            "what": .string(what), "in_flight": JSONValue(inFlight), "count": JSONValue(count),
            "p50_us": Self.json(quantile(0.5)), "p99_us": Self.json(quantile(0.99)),
            "per_second": Self.json(perSecond),
        ]
    }

    /// To the thousandth: no clock tells more.
    private static func json(_ number: Double?) -> JSONValue {
        number.flatMap { JSONNumber(($0 * 1_000).rounded() / 1_000) }.map(JSONValue.number) ?? .null
    }

    private static func microseconds(_ duration: Duration) -> Double {
        let (seconds, attoseconds) = duration.components
        return Double(seconds) * 1_000_000 + Double(attoseconds) / 1_000_000_000_000
    }
}
