import Topics

/// The events of a question on their way to the one who reads them.
///
/// When nobody reads, no more than `limit` events are kept; the rest waits in the backbone's store.
struct QuestionStream {
    /// Most events that wait for their reader.
    static let limit = 1_024

    /// Events that nobody has read yet, oldest first.
    var events: [Event] = []
    /// Whether only the end is of interest.
    var wantsEndOnly = false
    /// When reading fails if no end has come by then, in milliseconds.
    var deadline: Int64?
    /// Whether the end is among the events, or has been read.
    var hasEnded = false
    /// Whether the backbone was asked to send no more for now.
    var isPaused = false
    /// Why there will be no more events.
    var failure: NodeError?
    /// The question, when it was asked for.
    var question: QuestionDelivery?
    /// Whether the question has been read.
    var isQuestionRead = false
    /// Who waits for the next events.
    var reader: CheckedContinuation<Void, Never>?
}
