extension Service {
    /// A handler that is given questions with what the settings say about them.
    func prepared(_ answer: @escaping Answerer.Handler) -> Answerer.Handler {
        guard settings.children != nil || settings.diagnostics != nil || settings.twine != nil
        else {
            return answer
        }
        let (children, diagnostics) = (settings.children, settings.diagnostics)
        let twined = settings.twine.map(TwinedAnswering.init)
        return { question in
            do {
                var question = question
                question.twined = twined
                try twined?.check(question)
                question.childrenInPlace = try children?.replaced(by: question)
                let result = try await answer(question)
                try twined?.check(result: result)
                await diagnostics?.save(question, hasFailed: false)
                return result
            } catch {
                if !Task.isCancelled { await diagnostics?.save(question, hasFailed: true) }
                throw error
            }
        }
    }
}

extension Children {
    /// These children, or in their places those that a question carries.
    ///
    /// - Throws: `RemoteException` when those are no children, or others than these.
    fileprivate func replaced(by question: IncomingQuestion) throws -> Children {
        // Most questions carry none, and reading a large body for that would cost them.
        guard question.body.mayHold(member: "children") else { return self }
        do {
            guard let carried = try question.carriedChildren() else { return self }
            return try replaced(by: carried)
        } catch let error as NodeError {
            throw RemoteException(type: "InvalidValuesContents", message: error.message)
        }
    }
}
