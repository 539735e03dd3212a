/// What whoever makes a snapshot says of it.
public struct SnapshotSettings: Hashable, Sendable {
    /// Its name, which is fixed.
    public var snapshot: SnapshotName
    /// The subscription whose messages it remembers, which is fixed.
    public var subscription: SubscriptionName
    /// Its labels.
    public var labels: Labels

    /// A snapshot of what a subscription owes.
    public init(snapshot: SnapshotName, subscription: SubscriptionName, labels: Labels = .none) {
        self.snapshot = snapshot
        self.subscription = subscription
        self.labels = labels
    }
}

extension SnapshotSettings: ResourceSettings {
    package static let kind = "a snapshot"

    package static let members: [ResourceMember<SnapshotSettings>] = [
        .name("snapshot", \.snapshot),
        .name("subscription", \.subscription),
        .labels(\.labels),
    ]

    package var usual: SnapshotSettings {
        SnapshotSettings(snapshot: snapshot, subscription: subscription)
    }

    package init(requiredOf object: JSONObject) throws(MemberError) {
        self.init(
            snapshot: try object.name("snapshot", SnapshotName.init),
            subscription: try object.name("subscription", SubscriptionName.init))
    }

    package func check() throws(MemberError) {}
}
