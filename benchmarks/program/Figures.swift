import BusNode

/// What a run took, as the line of JSON that `benchmarks/run` reads.
struct Figures {
    private var nanoseconds: [Int64] = []
    private var untimed = 0
    private let began = ContinuousClock.now
    private let processorAtStart = processorSeconds()

    /// Adds the time that one round took.
    mutating func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        nanoseconds.append(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }

    /// Adds what another run measured.
    mutating func add(_ others: [Duration]) {
        for duration in others { add(duration) }
    }

    /// Adds rounds of which only the number is known.
    mutating func count(_ rounds: Int) {
        untimed += rounds
    }

    /// Prints the figures of all rounds since the beginning, and the most memory there was.
    func report(peakKibibytes: Int? = nil) {
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        let elapsed = Double(seconds) + Double(attoseconds) / 1e18
        let times = times().map { "\($0)," } ?? ""
        Benchmark.announce(
            """
            {\(times)"per_second":\(Double(nanoseconds.count + untimed) / elapsed),\
            "cpu_seconds":\(processorSeconds() - processorAtStart)\
            \(peakKibibytes.map { ",\"peak_kib\":\($0)" } ?? "")}
            """)
    }

    /// The median and the 99th percentile, as members of JSON; nil when no round was timed.
    private func times() -> String? {
        let sorted = nanoseconds.sorted()
        func quantile(_ part: Double) -> Double {
            Double(sorted[Int(Double(sorted.count - 1) * part)]) / 1_000
        }
        guard !sorted.isEmpty else { return nil }
        return "\"p50_us\":\(quantile(0.5)),\"p99_us\":\(quantile(0.99))"
    }
}

/// So many rounds, shared out among lanes that run at the same time.
func shares(of rounds: Int, among lanes: Int) -> [Int] {
    (0..<lanes).map { rounds / lanes + ($0 < rounds % lanes ? 1 : 0) }
}
