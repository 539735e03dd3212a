import Topics

extension Node {
    /// Makes a snapshot of what a subscription owes; it lives for at most seven days.
    ///
    /// - Parameter isExclusive: whether the same snapshot that exists already is an error, too.
    /// - Throws: `NodeError` with code `notFound` when there is no such subscription, `conflict` when there
    ///   is another snapshot of the name.
    @discardableResult
    public func createSnapshot(
        _ name: String, of subscription: String, labels: Labels = .none, isExclusive: Bool = false
    ) async throws(NodeError) -> SnapshotDescription {
        let settings = SnapshotSettings(
            snapshot: try Self.snapshotName(name),
            subscription: try Self.subscriptionName(subscription), labels: labels)
        return try await administer(
            "snapshots.create", Self.making(settings.object, isExclusive: isExclusive),
            SnapshotDescription.init(reading:))
    }

    /// What the backbone says of a snapshot.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such snapshot.
    public func snapshot(_ name: String) async throws(NodeError) -> SnapshotDescription {
        try await administer(
            "snapshots.get", ["snapshot": .string(name)], SnapshotDescription.init(reading:))
    }

    /// All snapshots, or those of a topic's messages, in the order of their names.
    public func snapshots(
        of topic: String? = nil
    ) async throws(NodeError) -> [SnapshotDescription] {
        var parameters: JSONObject = [:]
        if let topic { parameters["topic"] = .string(topic) }
        return try await listAll(
            "snapshots.list", "snapshots", parameters, SnapshotDescription.init(reading:))
    }

    /// Gives a snapshot other labels.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such snapshot.
    @discardableResult
    public func updateSnapshot(
        _ name: String, labels: Labels
    ) async throws(NodeError) -> SnapshotDescription {
        try await administer(
            "snapshots.update",
            ["snapshot": .string(name), "labels": labels.json, "update_mask": ["labels"]],
            SnapshotDescription.init(reading:))
    }

    /// Deletes a snapshot.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such snapshot.
    public func deleteSnapshot(_ name: String) async throws(NodeError) {
        try await administer("snapshots.delete", ["snapshot": .string(name)])
    }
}
