import Handlers
package import Topics

extension NodeConnection {
    /// How much longer than the backbone a parent waits for the end of a question, in milliseconds.
    private static let patience: Int64 = 5_000

    /// Asks a question.
    ///
    /// - Returns: who reads its events, with `nextEvents` or `end`.
    /// - Throws: `NodeError` when the node is closed or too much waits already.
    package func ask(
        _ question: Question, _ payload: Payload
    ) throws(NodeError) -> QuestionReader {
        precondition(question.isFollowed, "a question that is not followed has no reader")
        try checkRoom()
        let reader = addReader(of: question.id, from: 1)
        self[reader]?.deadline = question.timeoutMilliseconds.map {
            Clocks.now.milliseconds + Int64($0) + Self.patience
        }
        if unaccepted[question.id] == nil { unaccepted[question.id] = [] }
        submit(.ask(question, payload), .asked(question.id, reader.number))
        // The backbone begins with event 1 again, and somebody may wait for the question itself.
        if next(of: question.id) == 0 { followAgain(question.id) }
        return reader
    }

    /// Follows a question that was asked before, from an event on; 0 is the question itself.
    package func follow(
        _ question: QuestionID, from number: UInt32
    ) throws(NodeError) -> QuestionReader {
        try checkRoom()
        let reader = addReader(of: question, from: number)
        followAgain(question, for: reader.number)
        return reader
    }

    /// The question itself, for a reader that follows it from 0.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    package func question(_ reader: QuestionReader) async throws(NodeError) -> QuestionDelivery {
        while let stream = self[reader] {
            if let question = stream.question {
                stream.isQuestionRead = true
                return question
            }
            if let failure = stream.failure {
                remove(reader)
                throw failure
            }
            try await waitForEvents(reader)
        }
        throw NodeError(.closed, "the node is closed")
    }

    /// The next events of a question, at least one; none when the end has been read.
    ///
    /// - Throws: `NodeError` when the question was refused, or its reader is cancelled.
    package func nextEvents(_ reader: QuestionReader) async throws(NodeError) -> [Event] {
        while let stream = self[reader] {
            if !stream.events.isEmpty {
                let wasBehind = stream.isBehind
                let events = stream.read()
                if stream.hasEnded { remove(reader) }
                if wasBehind { followAgain(reader.question, for: reader.number) }
                return events
            }
            if let failure = stream.failure {
                remove(reader)
                throw failure
            }
            try await waitForEvents(reader)
        }
        return []
    }

    /// The end of a question, whatever came before it.
    ///
    /// - Throws: `NodeError` when the question was refused, or its reader is cancelled.
    package func end(_ reader: QuestionReader) async throws(NodeError) -> Event {
        self[reader]?.wantsEndOnly = true
        while true {
            let events = try await nextEvents(reader)
            if let end = events.last, end.kind.isEnd { return end }
            guard self[reader] != nil else {
                throw NodeError(
                    .notFound, "the events of question \(reader.question) are read already")
            }
        }
    }

    /// Reads no more events of a question.
    package func stopReading(_ reader: QuestionReader) {
        reader.end()
        stopReading(reader.question, reader.number)
    }

    /// Reads no more events of a question for one of its readers.
    func stopReading(_ question: QuestionID, _ number: UInt64) {
        guard let stream = stream(number, of: question) else { return }
        remove(stream, of: question)
        stream.wake()
        guard stream.isOpen, failure == nil else { return }
        if streams[question]?.contains(where: \.isOpen) == true {
            pauseIfAllAreBehind(question)
        } else {
            submit(.unfollow(question), .nobody)
        }
    }

    // MARK: What comes

    /// Shows the question that a followed stream begins with to its readers.
    func show(_ delivery: QuestionDelivery) {
        for stream in streams[delivery.question.id] ?? [] { stream.take(delivery) }
    }

    /// Shows an event to the readers of its question.
    func show(_ event: Event) {
        for stream in streams[event.question] ?? [] { stream.take(event) }
        if !event.kind.isEnd { pauseIfAllAreBehind(event.question) }
    }

    /// Tells a reader of a question that there will be no more events.
    func fail(_ question: QuestionID, _ number: UInt64, with error: NodeError) {
        stream(number, of: question)?.fail(with: error)
    }

    // MARK: Parts

    /// Asks for the events of a question from the first on that one of its readers has not had.
    ///
    /// - Parameter number: the reader that fails if that is refused; nil for any that listens.
    func followAgain(_ question: QuestionID, for number: UInt64? = nil) {
        guard let from = next(of: question),
            let number = number ?? streams[question]?.first(where: \.isListening)?.number
        else { return }
        submit(
            .follow(FollowRequest(question: question, from: from)), .follows(question, number))
    }

    /// The first event that a reader of a question has not had; nil when none listens.
    private func next(of question: QuestionID) -> UInt32? {
        streams[question]?.filter(\.isListening).map(\.next).min()
    }

    /// What one of the readers of a question gets.
    private func stream(_ number: UInt64, of question: QuestionID) -> QuestionStream? {
        streams[question]?.first { $0.number == number }
    }

    private func addReader(of question: QuestionID, from number: UInt32) -> QuestionReader {
        lastReader += 1
        let stream = QuestionStream(for: lastReader, from: number)
        streams[question] = (streams[question] ?? []) + [stream]
        return QuestionReader(of: question, number: lastReader, on: self)
    }

    private func remove(_ reader: QuestionReader) {
        reader.end()
        if let stream = self[reader] { remove(stream, of: reader.question) }
    }

    private func remove(_ stream: QuestionStream, of question: QuestionID) {
        let others = streams[question]?.filter { $0 !== stream } ?? []
        streams[question] = others.isEmpty ? nil : others
    }

    private subscript(reader: QuestionReader) -> QuestionStream? {
        stream(reader.number, of: reader.question)
    }

    /// Wants no events for now when all readers have enough to read.
    private func pauseIfAllAreBehind(_ question: QuestionID) {
        guard let open = streams[question]?.filter(\.isOpen), !open.isEmpty,
            open.allSatisfy(\.isBehind)
        else { return }
        withLink { $0.pause(question, at: $1, into: &$2) }
    }

    private func waitForEvents(_ reader: QuestionReader) async throws(NodeError) {
        let question = reader.question
        guard self[reader]?.isAwaited != true else {
            throw NodeError(
                .conflict,
                "somebody reads these events of question \(question) already; follow it once more")
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Looked at again here: a task that prefers an executor is queued anew at an `await`, and
                // events may come in between, or another reader.
                guard !Task.isCancelled, let stream = self[reader], !stream.hasNews,
                    !stream.isAwaited
                else { return continuation.resume() }
                self[reader]?.wait(continuation)
            }
        } onCancel: {
            Task { await self.wake(reader) }
        }
        guard !Task.isCancelled || self[reader]?.events.isEmpty == false else {
            throw NodeError(.cancelled, "reading the events of question \(question) was cancelled")
        }
    }

    private func wake(_ reader: QuestionReader) {
        self[reader]?.wake()
    }
}
