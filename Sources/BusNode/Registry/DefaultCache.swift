/// The default revisions that a node has heard of, until they may be stale.
struct DefaultCache: Sendable {
    /// How long an entry is believed, in milliseconds: the feed may lose the message that it is stale.
    static let lifetime: Int64 = 60_000

    private var entries: [ServiceName: (revision: ServiceRevision, until: Int64)] = [:]
    private var lastMessage: MessageID?

    /// The default revision of a service, if it is known at this time.
    func revision(of service: ServiceName, at now: Int64) -> ServiceRevision? {
        guard let entry = entries[service], entry.until > now else { return nil }
        return entry.revision
    }

    /// Believes the registry.
    mutating func add(_ revision: ServiceRevision, at now: Int64) {
        entries[revision.service] = (revision, now + Self.lifetime)
    }

    /// Believes nothing about a service.
    mutating func forget(_ service: ServiceName) {
        entries[service] = nil
    }

    /// Believes nothing at all.
    mutating func forgetAll() {
        entries = [:]
        lastMessage = nil
    }

    /// Takes note of a message of the registry's topic: what it is about is stale, and after a gap everything.
    mutating func note(_ stored: StoredMessage) {
        if let lastMessage, stored.previous != lastMessage { entries = [:] }
        lastMessage = stored.message.id
        guard let change = try? JSONValue(parsing: stored.message.payload.bytes),
            let namespace = change["namespace"]?.string, let name = change["name"]?.string,
            let service = try? ServiceName(namespace: namespace, name: name)
        else {
            entries = [:]
            return
        }
        forget(service)
    }
}
