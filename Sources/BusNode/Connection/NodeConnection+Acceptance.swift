import Topics

extension NodeConnection {
    /// Waits until a question that this connection has asked is on the backbone's disk.
    ///
    /// - Throws: `NodeError` with the reason why the question was refused, or when the node is closed first.
    func waitUntilAccepted(_ question: QuestionID) async throws(NodeError) {
        let error: NodeError? = await withCheckedContinuation { continuation in
            // No entry: it is accepted already, or was refused, which reading it tells.
            guard unaccepted[question] != nil else { return continuation.resume(returning: nil) }
            unaccepted[question]?.append(continuation)
        }
        if let error { throw error }
    }

    /// Tells those who wait that a question is accepted, or why it is not.
    func noteAccepted(_ question: QuestionID, _ error: NodeError? = nil) {
        for waiter in unaccepted.removeValue(forKey: question) ?? [] {
            waiter.resume(returning: error)
        }
    }

    /// Tells all who wait that they wait in vain.
    func noteNoneAccepted(_ error: NodeError) {
        for question in unaccepted.keys { noteAccepted(question, error) }
    }
}
