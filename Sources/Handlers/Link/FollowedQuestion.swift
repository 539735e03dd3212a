/// A question whose events this node receives.
struct FollowedQuestion: Sendable {
    /// The number of the event that comes next.
    var next: UInt32
    /// Whether events are not wanted for now; they are asked for again later.
    var isPaused = false
}
