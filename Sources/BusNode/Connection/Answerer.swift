import Topics

/// Who answers the questions for a revision.
package struct Answerer: Sendable {
    /// Answers a question with the body of its result.
    package typealias Handler = @Sendable (IncomingQuestion) async throws -> Payload

    /// Answers.
    package let handler: Handler
    /// Where the handler runs; nil for the pool that all tasks share.
    package let executor: (any TaskExecutor)?
    /// Whether each question is acknowledged to its parent as it arrives.
    package let acknowledges: Bool
}
