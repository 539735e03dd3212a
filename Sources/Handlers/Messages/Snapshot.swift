import Topics

/// A snapshot, as the backbone keeps it in memory; the messages that it remembers are in the store.
final class Snapshot {
    /// Where it stands in the store.
    let number: Int64
    var settings: SnapshotSettings
    let topic: TopicState
    let created: Timestamp
    /// How long it lives, in milliseconds.
    let lifetime: Int64
    /// When it is forgotten, by the clock of the file.
    let expires: Int64
    /// It remembers this message and all later ones, besides those in the store.
    let next: MessageID

    /// How long a snapshot lives, less the age of what it remembers, and how long at least: 7 days and an
    /// hour, in milliseconds.
    static let (longest, shortest): (Int64, Int64) = (604_800_000, 3_600_000)

    /// A snapshot that was made, or found in the store.
    init(
        number: Int64, settings: SnapshotSettings, topic: TopicState, created: Timestamp,
        lifetime: Int64, expires: Int64, next: MessageID
    ) {
        self.number = number
        self.settings = settings
        self.topic = topic
        self.created = created
        self.lifetime = lifetime
        self.expires = expires
        self.next = next
    }

    var name: SnapshotName { settings.snapshot }
}
