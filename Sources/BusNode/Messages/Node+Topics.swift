import Topics

extension Node {
    /// Makes a topic; one that exists already stays as it is.
    public func createTopic(_ name: String) async throws(NodeError) {
        try await administer("topics.create", ["topic": .string(name)])
    }

    /// Makes a topic with settings.
    ///
    /// - Parameter isExclusive: whether a topic that exists with the same settings is an error, too.
    /// - Throws: `NodeError` with code `conflict` when it exists with other settings.
    @discardableResult
    public func createTopic(
        _ settings: TopicSettings, isExclusive: Bool = false
    ) async throws(NodeError) -> TopicDescription {
        try await administer(
            "topics.create", Self.making(settings.object, isExclusive: isExclusive),
            TopicDescription.init(reading:))
    }

    /// What the backbone says of a topic.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such topic.
    public func topic(_ name: String) async throws(NodeError) -> TopicDescription {
        try await administer(
            "topics.get", ["topic": .string(name)], TopicDescription.init(reading:))
    }

    /// All topics, in the order of their names.
    public func topics() async throws(NodeError) -> [TopicDescription] {
        try await listAll("topics.list", "topics", [:], TopicDescription.init(reading:))
    }

    /// Changes a topic; what `change` leaves alone stays as it is, also when somebody else changes it.
    ///
    ///     try await node.updateTopic("orders") { $0.messageRetentionSeconds = 86_400 }
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such topic.
    @discardableResult
    public func updateTopic(
        _ name: String, _ change: (inout TopicSettings) throws(NodeError) -> Void
    ) async throws(NodeError) -> TopicDescription {
        let former = try await topic(name)
        var settings = former.settings
        try change(&settings)
        guard let parameters = Self.changing(former.settings, to: settings) else { return former }
        return try await administer(
            "topics.update", parameters, TopicDescription.init(reading:))
    }

    /// Deletes a topic; its subscriptions keep what they owe, and have no topic any more.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such topic.
    public func deleteTopic(_ name: String) async throws(NodeError) {
        try await administer("topics.delete", ["topic": .string(name)])
    }
}
