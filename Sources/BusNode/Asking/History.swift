/// Everything that is known of one question: the question itself, then its events in order.
public struct History: AsyncSequence, Sendable {
    /// What is read.
    public typealias Element = Entry
    /// Why reading fails.
    public typealias Failure = NodeError

    /// The question, or something that happened to it.
    public struct Entry: Sendable {
        /// The question.
        public let question: Question
        /// What happened; nil for the question itself, which comes first.
        public let event: Event?
        /// The body of the question or the event.
        public let payload: Payload

        /// A question, or an event of it.
        package init(question: Question, event: Event?, payload: Payload) {
            self.question = question
            self.event = event
            self.payload = payload
        }
    }

    let id: QuestionID
    /// How many events are read; nil to read on to the end.
    let count: Int?
    let connection: NodeConnection

    /// Reads; every reader gets all of it.
    public func makeAsyncIterator() -> Iterator {
        Iterator(history: self)
    }

    /// Reads entry by entry.
    public struct Iterator: AsyncIteratorProtocol {
        private let history: History
        private var reader: QuestionReader?
        private var question: Question?
        private var ready: ArraySlice<Event> = []
        private var left: Int
        private var hasEnded = false

        init(history: History) {
            self.history = history
            left = history.count ?? .max
        }

        /// The next entry; nil after the last.
        public mutating func next() async throws(NodeError) -> Entry? {
            try await next(isolation: #isolation)
        }

        /// The next entry; nil after the last.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(NodeError) -> Entry? {
            guard let reader, let question else { return try await first() }
            guard left > 0, !hasEnded else {
                await history.connection.stopReading(reader)
                return nil
            }
            if ready.isEmpty {
                ready = try await history.connection.nextEvents(reader)[...]
            }
            guard let event = ready.popFirst() else { return nil }
            left -= 1
            hasEnded = event.kind.isEnd
            return Entry(question: question, event: event, payload: event.payload)
        }

        private mutating func first() async throws(NodeError) -> Entry? {
            let reader = try await history.connection.follow(history.id, from: 0)
            let shown = try await history.connection.question(reader)
            self.reader = reader
            question = shown.question
            return Entry(question: shown.question, event: nil, payload: shown.payload)
        }
    }
}
