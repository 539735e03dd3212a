/// The default revisions that a node has heard of, until they may be stale.
struct DefaultCache: Sendable {
    /// How long an entry is believed, in milliseconds: the feed may lose the message that it is stale.
    static let lifetime: Int64 = 60_000

    /// By service, then by channel; the default revision has none.
    private var entries: [ServiceName: [ChannelName?: Entry]] = [:]
    private var lastMessage: MessageID?

    /// What the registry said.
    private struct Entry {
        let revision: ServiceRevision
        let weights: RevisionWeights?
        let until: Int64
    }

    /// The revision that a root question gets, if it is known at this time.
    ///
    /// - Parameter question: which question; nil when none is asked.
    func revision(
        of service: ServiceName, _ channel: ChannelName?, for question: QuestionID?, at now: Int64
    ) -> ServiceRevision? {
        guard let entry = entries[service]?[channel], entry.until > now else { return nil }
        guard let question, let weights = entry.weights else { return entry.revision }
        return ServiceRevision(
            service: service, tag: weights.choice(for: question, of: service))
    }

    /// Believes the registry.
    mutating func add(_ found: ResolutionReply, _ channel: ChannelName?, at now: Int64) {
        entries[found.revision.service, default: [:]][channel] = Entry(
            revision: found.revision, weights: found.weights, until: now + Self.lifetime)
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
