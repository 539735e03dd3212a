import Topics

/// A question that this node answers.
struct RunningQuestion: Sendable {
    /// Which attempt to answer it this is.
    let attempt: UInt32
    /// How long the backbone waits for a sign of life, in milliseconds.
    let lease: Int64
    /// The number of the newest event of the attempt.
    var lastEvent: UInt32 = 0
    /// When the last event was sent, in milliseconds.
    var lastSent: Int64
}
