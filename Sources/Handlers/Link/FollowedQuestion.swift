/// A question whose events this node receives.
struct FollowedQuestion: Sendable {
    /// The number of the event that comes next.
    var next: UInt32
    /// Whether the events from `next` on were asked for again, after one that came too early.
    var isAskedAgain = false
    /// Whether events are not wanted for now; FOLLOW asks for them again.
    var isPaused = false
}
