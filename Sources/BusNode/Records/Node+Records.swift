extension Node {
    /// The questions of a scope, oldest first.
    public func questions(_ scope: EventQuery.Scope) async throws(NodeError) -> [ListedQuestion] {
        try await connection.questions(scope)
    }

    /// The stored events that a query wants, in the order in which they happened.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    public func records(_ query: EventQuery) async throws(NodeError) -> [EventRecord] {
        try await connection.records(query)
    }

    /// Everything that happened to one question so far, to be kept and replayed.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such question.
    public func recording(of question: QuestionID) async throws(NodeError) -> Recording {
        Recording(try await connection.records(EventQuery(.question(question), limit: .max)))
    }
}

extension Conversation {
    /// Everything that happened to the question so far, to be kept and replayed; reading goes on as it was.
    ///
    /// - Throws: `NodeError` with code `notFound` when the question was refused, and so is not known.
    public func recording() async throws(NodeError) -> Recording {
        Recording(try await connection.records(EventQuery(.question(question), limit: .max)))
    }
}
