extension Child {
    /// Asks many questions, no more than `parallel` at one time.
    ///
    /// - Returns: an answer, or why there is none, for each of the values and in their order.
    public func answers<Values: Encodable & Sendable, Answer: Decodable & Sendable>(
        to values: [Values], as type: Answer.Type = Answer.self, parallel: Int = 16,
        _ options: Options? = nil
    ) async -> [Result<Answer, NodeError>] {
        await outcomes(
            of: values.map { Inquiry($0) }, as: type, parallel: parallel, options
        ).map(\.result)
    }

    /// Asks many questions, each with options of its own if it has some, no more than `parallel` at one
    /// time. A question that fails costs the others nothing.
    ///
    /// - Parameter options: what holds for the questions that say nothing.
    /// - Returns: how each of them ended, in the order of asking.
    public func outcomes<Values: Encodable & Sendable, Answer: Decodable & Sendable>(
        of questions: [Inquiry<Values>], as type: Answer.Type = Answer.self, parallel: Int = 16,
        _ options: Options? = nil
    ) async -> [Outcome<Answer>] {
        precondition(parallel > 0, "\(parallel) questions at a time")
        return await withTaskGroup(of: (Int, Outcome<Answer>).self) { group in
            var outcomes = [Outcome<Answer>?](repeating: nil, count: questions.count)
            for (position, question) in questions.enumerated() {
                if position >= parallel, let (done, outcome) = await group.next() {
                    outcomes[done] = outcome
                }
                group.addTask {
                    let options = question.options ?? options
                    return (
                        position, await self.outcome(of: question.values, as: type, options)
                    )
                }
            }
            for await (done, outcome) in group { outcomes[done] = outcome }
            return outcomes.compactMap { $0 }
        }
    }
}
