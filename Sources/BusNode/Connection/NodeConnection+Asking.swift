import Handlers
package import Topics

extension NodeConnection {
    /// How much longer than the backbone a parent waits for the end of a question, in milliseconds.
    private static let patience: Int64 = 5_000

    /// Asks a question; its events are read with `nextEvents` or `end`.
    ///
    /// - Throws: `NodeError` when the node is closed or too much waits already.
    package func ask(_ question: Question, _ payload: Payload) throws(NodeError) {
        try checkRoom()
        guard question.isFollowed else {
            return submit(.ask(question, payload), .nobody)
        }
        var stream = QuestionStream()
        stream.deadline = question.timeoutMilliseconds.map {
            Clocks.now.milliseconds + Int64($0) + Self.patience
        }
        streams[question.id] = stream
        submit(.ask(question, payload), .question(question.id))
    }

    /// Follows a question that was asked before, from an event on.
    package func follow(_ question: QuestionID, from number: UInt32) throws(NodeError) {
        try checkRoom()
        streams[question] = QuestionStream()
        submit(.follow(FollowRequest(question: question, from: number)), .question(question))
    }

    /// Follows a question from its beginning, and returns the question itself.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    package func question(_ id: QuestionID) async throws(NodeError) -> QuestionDelivery {
        try follow(id, from: 0)
        while let stream = streams[id] {
            if let question = stream.question {
                streams[id]?.isQuestionRead = true
                return question
            }
            if let failure = stream.failure {
                streams[id] = nil
                throw failure
            }
            try await waitForEvents(of: id)
        }
        throw NodeError(.closed, "the node is closed")
    }

    /// Keeps the question that a followed stream begins with.
    func show(_ delivery: QuestionDelivery) {
        streams[delivery.question.id]?.question = delivery
        wakeReader(of: delivery.question.id)
    }

    /// The next events of a question, at least one; none when the end has been read.
    ///
    /// - Throws: `NodeError` when the question was refused, or its reader is cancelled.
    package func nextEvents(of question: QuestionID) async throws(NodeError) -> [Event] {
        while let stream = streams[question] {
            if !stream.events.isEmpty {
                streams[question]?.events = []
                resume(question)
                if stream.hasEnded { streams[question] = nil }
                return stream.events
            }
            if let failure = stream.failure {
                streams[question] = nil
                throw failure
            }
            try await waitForEvents(of: question)
        }
        return []
    }

    /// The end of a question, whatever came before it.
    ///
    /// - Throws: `NodeError` when the question was refused, or its reader is cancelled.
    package func end(of question: QuestionID) async throws(NodeError) -> Event {
        streams[question]?.wantsEndOnly = true
        while true {
            let events = try await nextEvents(of: question)
            if let end = events.last, end.kind.isEnd { return end }
            guard streams[question] != nil else {
                throw NodeError(.notFound, "the events of question \(question) are read already")
            }
        }
    }

    /// Reads no more events of a question.
    package func stopReading(_ question: QuestionID) {
        guard let stream = streams.removeValue(forKey: question) else { return }
        stream.reader?.resume()
        guard !stream.hasEnded, stream.failure == nil, failure == nil else { return }
        submit(.unfollow(question), .nobody)
    }

    /// Shows an event to its reader.
    func show(_ event: Event) {
        let id = event.question
        guard streams[id] != nil else { return }
        if event.kind.isEnd { streams[id]?.hasEnded = true }
        if event.kind.isEnd || streams[id]?.wantsEndOnly == false {
            streams[id]?.events.append(event)
        }
        if let waiting = streams[id]?.events.count, waiting >= QuestionStream.limit,
            !event.kind.isEnd
        {
            streams[id]?.isPaused = true
            withLink { $0.pause(id, at: $1, into: &$2) }
        }
        if streams[id]?.events.isEmpty == false { wakeReader(of: id) }
    }

    /// Tells the reader of a question that there will be no more events.
    func fail(_ question: QuestionID, with error: NodeError) {
        guard streams[question] != nil else { return }
        streams[question]?.failure = error
        streams[question]?.deadline = nil
        wakeReader(of: question)
    }

    private func resume(_ question: QuestionID) {
        guard streams[question]?.isPaused == true else { return }
        streams[question]?.isPaused = false
        withLink { $0.unpause(question, at: $1, into: &$2) }
    }

    private func waitForEvents(of question: QuestionID) async throws(NodeError) {
        precondition(streams[question]?.reader == nil, "one reader for question \(question)")
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Looked at again here: a task that prefers an executor is queued anew at an `await`, and
                // events may come in between.
                guard !Task.isCancelled, let stream = streams[question], stream.events.isEmpty,
                    stream.failure == nil, stream.question == nil || stream.isQuestionRead
                else { return continuation.resume() }
                streams[question]?.reader = continuation
            }
        } onCancel: {
            Task { await self.wakeReader(of: question) }
        }
        guard !Task.isCancelled || streams[question]?.events.isEmpty == false else {
            throw NodeError(.cancelled, "reading the events of question \(question) was cancelled")
        }
    }

    private func wakeReader(of question: QuestionID) {
        guard let reader = streams[question]?.reader else { return }
        streams[question]?.reader = nil
        reader.resume()
    }
}
