/// The events of a recording once more, as the parent saw them: the same log, monitor messages and end.
///
///     let replay = try Replay(of: recording)
///     for event in replay { … }
///     let forecast = try replay.answer().values(as: Forecast.self)
///
/// The question itself and what comes after the end are left out.
public struct Replay: Sequence, Sendable {
    /// What is replayed.
    public let events: [AnswerEvent]
    /// What is wrong with the events that were left out because Twined's rules do not allow them.
    public let invalid: [String]

    /// A replay of one question's events.
    ///
    /// - Parameters:
    ///   - text: lines of log that contain this are left out.
    ///   - validates: whether events that Twined's rules do not allow are left out.
    /// - Throws: `NodeError` with code `badValues` when the events are those of several questions.
    public init(
        of recording: Recording, withoutLogsContaining text: String? = nil,
        validates: Bool = false
    ) throws(NodeError) {
        let questions = recording.questions
        guard questions.count <= 1 else {
            throw NodeError(
                .badValues,
                "these are the events of \(questions.count) questions; choose those of one")
        }
        var (events, invalid): ([AnswerEvent], [String]) = ([], [])
        for (place, record) in recording.events.enumerated() {
            let violations = validates ? record.violations : []
            invalid += violations.map { "/\(place): \($0)" }
            guard violations.isEmpty, record.kind != .question else { continue }
            let event = AnswerEvent(record.event(at: place))
            if let text, case .log(let log) = event.kind, log.message.contains(text) { continue }
            events.append(event)
            if record.kind.isEnd { break }
        }
        self.events = events
        self.invalid = invalid
    }

    /// The body of the result.
    ///
    /// - Throws: `NodeError` as the conversation with the child did, and with code `notFound` when the
    ///   events have no end.
    public func answer() throws(NodeError) -> EventBody {
        guard let end = events.last, end.event.kind.isEnd else {
            throw NodeError(.notFound, "the recorded events have no result")
        }
        return try end.answer(of: "the recorded child")
    }

    /// Goes through the events.
    public func makeIterator() -> IndexingIterator<[AnswerEvent]> {
        events.makeIterator()
    }
}
