/// How far a session has come with the events of a question.
struct Following: Sendable {
    /// Where the question stands in the store.
    let question: Int64
    /// The number of the event that it gets next.
    var next: UInt32
    /// Whether it gets events before they are on disk.
    var isEarly = false
}
