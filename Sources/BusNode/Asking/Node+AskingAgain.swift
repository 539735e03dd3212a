extension Node {
    /// Asks a question again that was asked before, by whomever: with the same values, manifest, children
    /// and bounds, as a new question at the root of a tree of its own.
    ///
    /// - Parameters:
    ///   - question: which question.
    ///   - reference: which revision is asked now, or the service whose default is; nil for the revision
    ///     that was asked before.
    /// - Throws: `NodeError` with code `notFound` when there is no such question, or the service has no
    ///   default revision; `badName` when the reference is none.
    public func ask(
        again question: QuestionID, of reference: String? = nil
    ) async throws(NodeError) -> Conversation {
        let (child, body, options) = try await asked(question, of: reference)
        return try await child.ask(body: body, options)
    }

    /// Whom to ask what, and how, to ask a question again.
    package func asked(
        _ id: QuestionID, of reference: String?
    ) async throws(NodeError) -> (child: Child, body: Payload, options: Child.Options) {
        let asked = try await connection.apart { reader throws(NodeError) in
            try await reader.question(try await reader.follow(id, from: 0))
        }
        let child = try child(reference ?? asked.question.recipient.description)
        return (child, asked.payload, Child.Options(askingAgain: asked.question))
    }
}

extension Child.Options {
    /// The attribute of a question that says which one it asks again.
    package static let againAttribute = "asked_again"

    /// What there was to say about a question, for one that asks it again.
    init(askingAgain question: Question) {
        self.init(timeout: question.timeoutMilliseconds.map { .milliseconds(Int64($0)) })
        waitsForService = question.waitsForService
        forwardsLogs = question.forwardsLogs
        saveDiagnostics = question.saveDiagnostics
        cpus = question.cpus
        memory = question.memory
        ephemeralStorage = question.ephemeralStorage
        contentType = question.contentType
        var values = question.attributes.dictionary
        values[Child.keyAttribute] = nil
        values[Self.againAttribute] = question.id.description
        attributes = (try? Attributes(values)) ?? question.attributes
    }
}
