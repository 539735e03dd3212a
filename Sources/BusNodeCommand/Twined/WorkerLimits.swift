import BusNode

/// The bounds of a conversation with a worker.
enum WorkerLimits {
    /// The longest message of a worker, in bytes: what the bus carries, and what goes around it here.
    static let message = 10_000_000
    /// How long a worker may take until it is ready: to import large packages takes its time.
    static let start = Duration.seconds(60)
    /// How long a worker may take to end when it is told to, before it is killed.
    static let grace = Duration.seconds(2)
    /// How many lines of its log are kept for the case that it crashes.
    static let lastLines = 40
}
