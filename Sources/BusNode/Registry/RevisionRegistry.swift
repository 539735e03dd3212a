/// The registry as a node sees it: which revisions of a service there are, and which is the default.
public struct RevisionRegistry: Sendable {
    /// The address at which the registry answers.
    package static let address = "registry"

    /// How many revisions are asked for at a time: the most that the registry sends.
    private static let pageSize = 1_000

    let connection: NodeConnection

    /// A revision as the registry knows it.
    public struct Entry: Hashable, Sendable {
        /// The revision.
        public let revision: ServiceRevision
        /// Whether it answers when no revision is named.
        public let isDefault: Bool
        /// The node that registered it.
        public let registrant: String
        /// When it was registered.
        public let registeredAt: Timestamp
        /// Why it should not be used any more; nil when it may.
        public let deprecation: String?
    }

    /// Registers a revision; registering it again, in the same way or with no wish, changes nothing.
    ///
    /// - Parameters:
    ///   - isDefault: whether it becomes the default; nil to let the registry decide, which makes the latest
    ///     version the default (docs/registry.md).
    ///   - channel: the channel whose head it becomes when it is new.
    ///   - twine: what its questions and answers look like, a JSON object of at most 65,536 bytes; it may come
    ///     later, and never changes.
    /// - Throws: `NodeError` with code `conflict` when it was registered differently before.
    public func register(
        _ revision: ServiceRevision, isDefault: Bool? = nil, channel: ChannelName? = nil,
        twine: JSONValue? = nil
    ) async throws(NodeError) {
        try await send(
            "register",
            RegistrationRequest(
                revision: revision, isDefault: isDefault, channel: channel, twine: twine))
        await connection.forgetDefault(of: revision.service)
    }

    /// Makes a registered revision the default of its service, whatever its version.
    ///
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered.
    public func makeDefault(
        _ revision: ServiceRevision, because reason: String? = nil
    ) async throws(NodeError) {
        try await send("set-default", DefaultRequest(revision, because: reason))
        await connection.forgetDefault(of: revision.service)
    }

    /// The revision that a reference means: itself, or the default of the service.
    ///
    /// What the registry says is kept until it says otherwise on the feed, for a minute at most.
    ///
    /// A name without a namespace, such as `wind` or `wind:1.2.0`, is one of the registry's default namespace.
    ///
    /// - Parameter channel: the channel whose head is meant instead of the default.
    /// - Throws: `NodeError` with code `notFound`, which says which revisions or channels there are.
    public func resolve(
        _ reference: String, channel: ChannelName? = nil
    ) async throws(NodeError) -> ServiceRevision {
        guard reference.contains("/") else {
            return try await resolve(withoutNamespace: reference, channel)
        }
        let reference = try ServiceRevision.parsing(reference) { text throws(NameError) in
            try ServiceReference(text)
        }
        switch reference {
        case .revision where channel == nil:
            return try await connection.resolve(ResolutionRequest(reference)).revision
        case .defaultRevision, .revision:
            return try await connection.revision(of: reference, channel: channel)
        }
    }

    private func resolve(
        withoutNamespace text: String, _ channel: ChannelName?
    ) async throws(NodeError) -> ServiceRevision {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        var parameters: JSONObject = ["name": .string(String(parts[0]))]
        if parts.count > 1 { parameters["revision_tag"] = .string(String(parts[1])) }
        if let channel { parameters["channel"] = .string(channel.text) }
        let found: ResolutionReply = try Self.reading(try await request("resolve", parameters))
        await connection.warn(of: found.revision, found.deprecation)
        return found.revision
    }

    /// The twine that a revision was registered with; nil when it has none so far.
    ///
    /// A twine never changes, so the registry is asked for each one once.
    ///
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered.
    public func twine(of revision: ServiceRevision) async throws(NodeError) -> JSONValue? {
        if let known = await connection.twines[revision] { return known.document }
        var parameters = Self.parameters(of: revision)
        parameters["with_twine"] = true
        guard let twine = try await request("resolve", parameters)["twine"] else { return nil }
        await connection.keep(twine, of: revision)
        return twine
    }

    /// All revisions, of one service or of all, in the order in which they were registered.
    public func list(_ service: String? = nil) async throws(NodeError) -> [Entry] {
        var parameters = try Self.parameters(ofService: service)
        parameters["limit"] = JSONValue(Self.pageSize)
        var entries: [Entry] = []
        while true {
            let page: ListingReply = try Self.reading(try await request("list", parameters))
            entries += page.revisions.map { found in
                Entry(
                    revision: found.revision, isDefault: found.isDefault,
                    registrant: found.registrant, registeredAt: found.registeredAt,
                    deprecation: found.deprecation)
            }
            guard let next = page.next else { return entries }
            parameters["after"] = JSONValue(next)
        }
    }

    /// What has happened to one service or to all, the oldest first.
    public func history(_ service: String? = nil) async throws(NodeError) -> [HistoryEntry] {
        var parameters = try Self.parameters(ofService: service)
        parameters["limit"] = JSONValue(Self.pageSize)
        var changes: [HistoryEntry] = []
        while true {
            let page: HistoryReply = try Self.reading(try await request("history", parameters))
            changes += page.changes
            guard let next = page.next else { return changes }
            parameters["after"] = JSONValue(next)
        }
    }

    /// Says of a revision that it should not be used any more. It is still registered and answers; whoever
    /// asks it is told in the log.
    ///
    /// - Parameter reason: why, in at most 1,000 bytes; nil when it may be used again.
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered.
    public func deprecate(
        _ revision: ServiceRevision, because reason: String?
    ) async throws(NodeError) {
        try await send("deprecate", DeprecationRequest(revision, because: reason))
        await connection.forgetDefault(of: revision.service)
    }

    /// Makes the registry forget a revision.
    ///
    /// - Parameters:
    ///   - isForced: forgets it even when it is the default; the service has no default then.
    ///   - reason: why, for the history.
    /// - Throws: `NodeError` with code `notFound` when it was never registered, `conflict` when it is the default
    ///   and nothing is forced.
    public func deregister(
        _ revision: ServiceRevision, isForced: Bool = false, because reason: String? = nil
    ) async throws(NodeError) {
        try await send(
            "deregister", DeregistrationRequest(revision, isForced: isForced, because: reason))
        await connection.forgetDefault(of: revision.service)
    }

    /// What the registry knows of a revision, as JSON (docs/registry.md).
    public func describe(_ revision: ServiceRevision) async throws(NodeError) -> JSONValue {
        try await request("describe", Self.parameters(of: revision))
    }

    func close() async {
        await connection.stopWatchingRegistry()
    }

    private func request(
        _ method: String, _ parameters: JSONObject
    ) async throws(NodeError) -> JSONValue {
        try await connection.requestRegistry(method, parameters)
    }

    static func parameters(of revision: ServiceRevision) -> JSONObject {
        [
            "namespace": .string(revision.service.namespace),
            "name": .string(revision.service.name),
            "revision_tag": .string(revision.tag.text),
        ]
    }

    private static func parameters(
        ofService service: String?
    ) throws(NodeError) -> JSONObject {
        guard let service else { return [:] }
        let name = try ServiceRevision.parsing(service) { text throws(NameError) in
            try ServiceName(text)
        }
        return ["namespace": .string(name.namespace), "name": .string(name.name)]
    }

    /// Sends a message of the registry.
    @discardableResult
    func send(
        _ method: String, _ message: some Encodable
    ) async throws(NodeError) -> JSONValue {
        try await request(method, Self.parameters(of: message))
    }

    /// The parameters that a message of the registry is.
    static func parameters(of message: some Encodable) -> JSONObject {
        guard let object = (try? JSONValue(encoding: message))?.object else {
            preconditionFailure("names and texts are always JSON")
        }
        return object
    }

    static func reading<Message: Decodable>(
        _ json: JSONValue
    ) throws(NodeError) -> Message {
        do {
            return try json.decode()
        } catch {
            throw NodeError(.badValues, "the registry sent what it does not send: \(error)")
        }
    }
}
