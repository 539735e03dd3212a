import BusNode

/// What a run took, as the line of JSON that `benchmarks/run` reads.
struct Figures {
    private var nanoseconds: [Int64] = []
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

    /// Prints the figures of all rounds since the beginning, and the most memory there was.
    func report(peakKibibytes: Int? = nil) {
        let (seconds, attoseconds) = (ContinuousClock.now - began).components
        let elapsed = Double(seconds) + Double(attoseconds) / 1e18
        let sorted = nanoseconds.sorted()
        func quantile(_ part: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            return Double(sorted[Int(Double(sorted.count - 1) * part)]) / 1_000
        }
        Benchmark.announce(
            """
            {"p50_us":\(quantile(0.5)),"p99_us":\(quantile(0.99)),\
            "per_second":\(Double(sorted.count) / elapsed),\
            "cpu_seconds":\(processorSeconds() - processorAtStart)\
            \(peakKibibytes.map { ",\"peak_kib\":\($0)" } ?? "")}
            """)
    }
}
