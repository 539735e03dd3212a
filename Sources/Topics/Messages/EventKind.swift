/// What happened to a question, in the words of Twined.
public enum EventKind: UInt8, Sendable, CaseIterable, CustomStringConvertible {
    /// The question itself, as it was asked: the first event of every stream, with number 0.
    case question = 0
    /// A child has the question and starts on it.
    case deliveryAcknowledgement = 1
    /// The child is still at work; this extends its lease.
    case heartbeat = 2
    /// A line of the child's log.
    case logRecord = 3
    /// Something the child wants its parent to see before the result.
    case monitorMessage = 4
    /// The child failed: an end.
    case exception = 5
    /// The child's answer: an end.
    case result = 6
    /// The question was cancelled, or not answered in time: an end.
    case cancelled = 7

    /// Whether nothing follows an event of this kind; a question has exactly one such event.
    public var isEnd: Bool {
        switch self {
        case .exception, .result, .cancelled: true
        case .question, .deliveryAcknowledgement, .heartbeat, .logRecord, .monitorMessage: false
        }
    }

    /// The word that Twined uses in an event's `kind`.
    public var description: String {
        switch self {
        case .question: "question"
        case .deliveryAcknowledgement: "delivery_acknowledgement"
        case .heartbeat: "heartbeat"
        case .logRecord: "log_record"
        case .monitorMessage: "monitor_message"
        case .exception: "exception"
        case .result: "result"
        case .cancelled: "cancelled"
        }
    }

    /// The kind that Twined calls by this word, or nil when there is none.
    public init?(_ word: String) {
        guard let kind = Self.allCases.first(where: { $0.description == word }) else {
            return nil
        }
        self = kind
    }
}
