import Topics

extension Node {
    /// Makes a subscription; it owes the messages that are published from now on.
    ///
    /// - Parameter isExclusive: whether a subscription that exists with the same settings is an error, too.
    /// - Throws: `NodeError` with code `conflict` when it exists with other settings, `notFound` when its
    ///   topic, or the topic for dead letters, does not exist.
    @discardableResult
    public func createSubscription(
        _ settings: SubscriptionSettings, isExclusive: Bool = false
    ) async throws(NodeError) -> SubscriptionDescription {
        try await administer(
            "subscriptions.create", Self.making(settings.object, isExclusive: isExclusive),
            SubscriptionDescription.init(reading:))
    }

    /// What the backbone says of a subscription.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription.
    public func subscription(
        _ name: String
    ) async throws(NodeError) -> SubscriptionDescription {
        try await administer(
            "subscriptions.get", ["subscription": .string(name)],
            SubscriptionDescription.init(reading:))
    }

    /// All subscriptions, or those of a topic, in the order of their names.
    public func subscriptions(
        of topic: String? = nil
    ) async throws(NodeError) -> [SubscriptionDescription] {
        var parameters: JSONObject = [:]
        if let topic { parameters["topic"] = .string(topic) }
        return try await listAll(
            "subscriptions.list", "subscriptions", parameters,
            SubscriptionDescription.init(reading:))
    }

    /// Changes a subscription; what `change` leaves alone stays as it is, also when somebody else changes
    /// it.
    ///
    ///     try await node.updateSubscription("orders-eu") { $0.ackDeadlineSeconds = 60 }
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription, or with the reason why
    ///   a setting cannot change.
    @discardableResult
    public func updateSubscription(
        _ name: String, _ change: (inout SubscriptionSettings) throws(NodeError) -> Void
    ) async throws(NodeError) -> SubscriptionDescription {
        let former = try await subscription(name)
        var settings = former.settings
        try change(&settings)
        guard let parameters = Self.changing(former.settings, to: settings) else { return former }
        return try await administer(
            "subscriptions.update", parameters, SubscriptionDescription.init(reading:))
    }

    /// Deletes a subscription with all that it owes.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription.
    public func deleteSubscription(_ name: String) async throws(NodeError) {
        try await administer("subscriptions.delete", ["subscription": .string(name)])
    }

    /// Drops what a subscription owes, for good; it stays, and takes part in nothing.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription.
    public func detachSubscription(_ name: String) async throws(NodeError) {
        try await administer("subscriptions.detach", ["subscription": .string(name)])
    }

    /// Makes a subscription owe the messages that were published at or after a time and are still kept, and
    /// no others; a time in the future settles everything.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription.
    @discardableResult
    public func seek(
        _ subscription: String, to time: Timestamp
    ) async throws(NodeError) -> SubscriptionDescription {
        try await administer(
            "subscriptions.seek",
            ["subscription": .string(subscription), "time": .string(time.description)],
            SubscriptionDescription.init(reading:))
    }

    /// Makes a subscription owe what a snapshot remembers and what was published after it was made.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription or snapshot.
    @discardableResult
    public func seek(
        _ subscription: String, toSnapshot snapshot: String
    ) async throws(NodeError) -> SubscriptionDescription {
        try await administer(
            "subscriptions.seek",
            ["subscription": .string(subscription), "snapshot": .string(snapshot)],
            SubscriptionDescription.init(reading:))
    }
}
