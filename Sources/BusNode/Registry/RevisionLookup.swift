/// A question to the registry about a revision, while there is no answer.
struct RevisionLookup: Sendable {
    /// Happens when there is an answer, or there will be none.
    let isDone = OneTimeEvent()
    /// Until when somebody waits for it, in milliseconds of the node's clock.
    let deadline: Int64

    /// A lookup that is waited for until then.
    init(deadline: Int64) {
        self.deadline = deadline
    }
}
