extension Node {
    /// Everything that is known of a question.
    ///
    /// - Parameter count: how many events are read; nil to wait for the end, and 0 for the question alone.
    public func history(of question: QuestionID, count: Int? = nil) -> History {
        History(id: question, count: count, connection: connection)
    }
}
