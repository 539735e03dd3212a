import Topics

/// What a handler returns when datasets may go with its values.
protocol AnswerWithManifest {
    /// The body of the result.
    func resultBody() async throws(NodeError) -> Payload
}
