package import Topics

extension Link {
    /// Sends a command now, or when there is room for the question that it is, or is about.
    func sendInTurn(
        _ command: Command, _ correlation: UInt64, at now: Moment,
        into directives: inout [LinkDirective]
    ) {
        guard !asking.holdsBack(command, correlation) else { return }
        send(command, correlation, at: now, into: &directives)
    }

    /// Sends what waited for room.
    func take(_ room: QuestionRoom, at now: Moment, into directives: inout [LinkDirective]) {
        asking.add(room.taken, for: room.recipient)
        while let next = asking.takeNext(for: room.recipient, of: pending) {
            send(next.command, next.correlation, at: now, into: &directives)
        }
    }

    /// Drops a question that waits for room, was never sent, and is not wanted any more.
    ///
    /// - Returns: the correlation of its ASK, which gets no answer; nil when there is no such question.
    @discardableResult
    package func dropUnsent(_ question: QuestionID) -> UInt64? {
        guard let correlation = asking.takeUnsent(question, of: pending) else { return nil }
        pending.take(correlation)
        following[question] = nil
        return correlation
    }

    /// Drops a question that is cancelled before it was ever sent.
    ///
    /// - Returns: false when the backbone may know the question.
    func dropUnsent(
        _ cancellation: Cancellation, into directives: inout [LinkDirective]
    ) -> Bool {
        guard let correlation = dropUnsent(cancellation.question) else { return false }
        let refusal = Refusal(
            ErrorCode(rawValue: EventKind.cancelled.description), cancellation.reason)
        directives.append(.refused(correlation: correlation, refusal))
        return true
    }
}
