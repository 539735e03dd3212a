/// Which deprecations a node has been told of, so that its log names each once.
struct DeprecationNotices: Sendable {
    /// How long a revision counts as looked at, in milliseconds: as long as a default is believed.
    static let lifetime = DefaultCache.lifetime
    /// Most revisions that are remembered; beyond it all are forgotten, and at worst named again.
    static let limit = 1_000

    private var looked: [ServiceRevision: Int64] = [:]
    private var written: [ServiceRevision: String] = [:]

    /// Whether the registry is to be asked about a revision, which counts as looked at then.
    mutating func isDue(_ revision: ServiceRevision, at now: Int64) -> Bool {
        if let until = looked[revision], until > now { return false }
        if looked.count >= Self.limit { looked = [:] }
        looked[revision] = now + Self.lifetime
        return true
    }

    /// The line for the log, if the reason is news.
    mutating func line(about revision: ServiceRevision, reason: String?) -> String? {
        guard written[revision] != reason else { return nil }
        if written.count >= Self.limit { written = [:] }
        written[revision] = reason
        return reason.map { "\(revision) is deprecated: \($0)" }
    }
}
