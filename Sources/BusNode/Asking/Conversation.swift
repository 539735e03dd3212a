/// The events of one question, in order, to be read once: the last one is its end.
///
///     for try await event in try await child.ask(place) {
///         if case .monitor(let data) = event.kind { chart.plot(data) }
///     }
public struct Conversation: AsyncSequence, Sendable {
    /// What is read.
    public typealias Element = AnswerEvent
    /// Why reading fails.
    public typealias Failure = NodeError

    /// Which question it is.
    public var question: QuestionID { reader.question }

    let reader: QuestionReader
    /// Whom it was asked of, when this node asked it.
    let child: ServiceRevision?
    let connection: NodeConnection
    /// The question that is being answered meanwhile, when its parent is to see the log of this one.
    var passesLogsTo: IncomingQuestion?

    /// Reads on to the end, and returns the body of the result.
    ///
    /// - Throws: `NodeError` with code `exception` when the child failed, `cancelled` when the question was
    ///   cancelled, `timedOut` when it was not answered in time, `nobodyServes` when nobody serves the
    ///   revision; a cancelled task stops reading.
    public func answer() async throws(NodeError) -> EventBody {
        let end: Event
        do {
            end = try await passesLogsTo == nil ? connection.end(reader) : endAfterLogs()
        } catch {
            throw await explained(error)
        }
        return try AnswerEvent(end).answer(of: name)
    }

    /// Waits until the question is on the backbone's disk: from then on an end follows, whatever fails. Events
    /// that are not seen early come after that anyway.
    ///
    /// - Throws: `NodeError` with code `nobodyServes` or another reason why the question was refused.
    public func untilOnDisk() async throws(NodeError) {
        do {
            try await connection.waitUntilAccepted(question)
        } catch {
            throw await explained(error)
        }
    }

    /// Ends the question: it is not wanted any more.
    ///
    /// - Returns: false when it had its end already.
    @discardableResult
    public func cancel(because reason: String = "cancelled") async throws(NodeError) -> Bool {
        try await connection.confirm(
            .cancel(Cancellation(question: question, reason: reason))) == 1
    }

    /// Reads the events; a conversation has one reader, and `Node.events(of:)` makes another.
    public func makeAsyncIterator() -> Iterator {
        Iterator(conversation: self)
    }

    /// Reads the events of a question one by one.
    public struct Iterator: AsyncIteratorProtocol {
        private let conversation: Conversation
        private var ready: ArraySlice<Event> = []
        private var hasEnded = false

        init(conversation: Conversation) {
            self.conversation = conversation
        }

        /// The next event; nil after the end.
        public mutating func next() async throws(NodeError) -> AnswerEvent? {
            try await next(isolation: #isolation)
        }

        /// The next event; nil after the end.
        public mutating func next(
            isolation actor: isolated (any Actor)?
        ) async throws(NodeError) -> AnswerEvent? {
            if ready.isEmpty, !hasEnded {
                do {
                    ready = try await conversation.connection.nextEvents(conversation.reader)[...]
                } catch {
                    hasEnded = true
                    throw await conversation.explained(error)
                }
            }
            guard let event = ready.popFirst() else { return nil }
            hasEnded = event.kind.isEnd
            await conversation.passOn(event)
            return AnswerEvent(event)
        }
    }

    /// The end, with the log passed on that comes before it.
    private func endAfterLogs() async throws(NodeError) -> Event {
        while true {
            let events = try await connection.nextEvents(reader)
            guard !events.isEmpty else {
                throw NodeError(.notFound, "the events of question \(question) are read already")
            }
            for event in events {
                await passOn(event)
                if event.kind.isEnd { return event }
            }
        }
    }

    /// Passes a line of log on to the parent of the question that is being answered.
    private func passOn(_ event: Event) async {
        guard event.kind == .logRecord, let parent = passesLogsTo,
            let payload = event.payload.log(prefixed: "[\(name) | \(question)] ")
        else { return }
        // A question that is not this node's any more needs no log.
        try? await parent.emit(.logRecord, payload)
    }

    private var name: String { child?.description ?? "question \(question)" }

    private func explained(_ error: NodeError) async -> NodeError {
        guard let child else { return error }
        return await connection.explained(error, asking: child)
    }
}
