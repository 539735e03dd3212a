/// How asking a question ended: with an answer, or with why there is none.
public struct Outcome<Answer: Sendable>: Sendable {
    /// Which question it was; of several tries, the last.
    public let question: QuestionID
    /// How many tries came before that one.
    public let retries: UInt32
    /// The answer, or why there is none.
    public let result: Result<Answer, NodeError>

    /// The answer, or nil when there is none.
    public var answer: Answer? { try? result.get() }
}
