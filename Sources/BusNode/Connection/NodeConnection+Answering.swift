import Handlers
package import Topics

extension NodeConnection {
    /// Answers questions for a revision from now on, as many at a time as the window says.
    package func serve(
        _ revision: ServiceRevision, window: Window, _ answerer: Answerer
    ) async throws(NodeError) {
        answerers[revision] = answerer
        try await confirm(.serve(ServeRequest(revision: revision, window: window)))
    }

    /// Takes no more questions for a revision.
    package func withdraw(_ revision: ServiceRevision) async throws(NodeError) {
        try await confirm(.withdraw(revision))
    }

    /// Waits until all questions that this node has are answered.
    package func finishAnswering() async {
        await withCheckedContinuation { continuation in
            guard !answering.isEmpty, failure == nil else { return continuation.resume() }
            answeredWaiters.append(continuation)
        }
    }

    /// Gives back the questions that are not answered yet, and stops answering them.
    package func handBack() async {
        for release in runningQuestions {
            submit(.release(release), .nobody)
            answering.removeValue(forKey: release.question)?.cancel()
        }
        wakeIfAnswered()
        await settle()
    }

    /// Sends an event of a question that this node answers.
    ///
    /// - Throws: `NodeError` with code `cancelled` when the question is not this node's any more.
    package func emit(
        _ kind: EventKind, of question: QuestionID, attempt: UInt32, _ payload: Payload
    ) throws(NodeError) {
        guard payload.count <= WireLimits.payload else {
            throw NodeError(
                .badValues,
                "the event has \(payload.count) bytes, and the limit is \(WireLimits.payload)")
        }
        let correlation = withLink { link, now, directives in
            link.emit(
                kind, of: question, attempt: attempt, payload: payload, at: now,
                into: &directives)
        }
        guard correlation != nil else {
            throw NodeError(
                .cancelled, "question \(question) is not this node's any more to answer")
        }
    }

    /// Starts answering a question.
    func startAnswering(_ delivery: QuestionDelivery) {
        let question = delivery.question
        guard let answerer = answerers[question.recipient] else {
            let release = QuestionRelease(question: question.id, attempt: delivery.attempt)
            return submit(.release(release), .nobody)
        }
        if answerer.acknowledges {
            _ = try? emit(
                .deliveryAcknowledgement, of: question.id, attempt: delivery.attempt,
                Payload(#"{"kind":"delivery_acknowledgement"}"#))
        }
        let incoming = IncomingQuestion(delivery, connection: self)
        let task = Task(executorPreference: answerer.executor) {
            await self.answer(incoming, with: answerer.handler)
        }
        answering[question.id] = AnsweringTask(attempt: delivery.attempt, task: task)
    }

    /// Stops answering a question.
    func abandon(_ question: QuestionID, because reason: String) {
        answering.removeValue(forKey: question)?.cancel()
        wakeIfAnswered()
    }

    /// Wakes those who wait until no question is being answered.
    func wakeIfAnswered() {
        guard answering.isEmpty || failure != nil else { return }
        for waiter in answeredWaiters { waiter.resume() }
        answeredWaiters = []
    }

    @concurrent private nonisolated func answer(
        _ question: IncomingQuestion, with handler: Answerer.Handler
    ) async {
        do {
            let payload = try await handler(question)
            guard payload.count <= WireLimits.payload else {
                throw NodeError(
                    .badValues,
                    "the result has \(payload.count) bytes, and the limit is \(WireLimits.payload)")
            }
            await end(question, with: .result, payload)
        } catch {
            guard !Task.isCancelled else { return await release(question) }
            await end(question, with: .exception, .exception(error, in: question.recipient))
        }
    }

    private func end(
        _ question: IncomingQuestion, with kind: EventKind, _ payload: Payload
    ) {
        _ = try? emit(kind, of: question.id, attempt: question.attempt, payload)
        forget(question)
    }

    /// Gives a question back whose handler was stopped before it was done.
    private func release(_ question: IncomingQuestion) {
        let release = QuestionRelease(question: question.id, attempt: question.attempt)
        if failure == nil, runningQuestions.contains(release) {
            submit(.release(release), .nobody)
        }
        forget(question)
    }

    private func forget(_ question: IncomingQuestion) {
        guard answering[question.id]?.attempt == question.attempt else { return }
        answering[question.id] = nil
        wakeIfAnswered()
    }
}
