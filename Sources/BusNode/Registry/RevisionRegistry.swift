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
    }

    /// Registers a revision; registering it again, in the same way or with no wish, changes nothing.
    ///
    /// - Parameters:
    ///   - isDefault: whether it becomes the default; nil to let the registry decide, which makes the latest
    ///     version the default (docs/registry.md).
    ///   - twine: what its questions and answers look like, a JSON object of at most 65,536 bytes; it may come
    ///     later, and never changes.
    /// - Throws: `NodeError` with code `conflict` when it was registered differently before.
    public func register(
        _ revision: ServiceRevision, isDefault: Bool? = nil, twine: JSONValue? = nil
    ) async throws(NodeError) {
        var parameters = Self.parameters(of: revision)
        if let isDefault { parameters["is_default"] = .bool(isDefault) }
        if let twine { parameters["twine"] = twine }
        _ = try await request("register", parameters)
        await connection.forgetDefault(of: revision.service)
    }

    /// Makes a registered revision the default of its service, whatever its version.
    ///
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered.
    public func makeDefault(_ revision: ServiceRevision) async throws(NodeError) {
        _ = try await request("set-default", Self.parameters(of: revision))
        await connection.forgetDefault(of: revision.service)
    }

    /// The revision that a reference means: itself, or the default of the service.
    ///
    /// What the registry says is kept until it says otherwise on the feed, for a minute at most.
    ///
    /// - Throws: `NodeError` with code `notFound`, which says which revisions there are.
    public func resolve(_ reference: String) async throws(NodeError) -> ServiceRevision {
        let reference = try ServiceRevision.parsing(reference) { text throws(NameError) in
            try ServiceReference(text)
        }
        switch reference {
        case .defaultRevision: return try await connection.revision(of: reference)
        case .revision(let revision):
            _ = try await request("resolve", Self.parameters(of: revision))
            return revision
        }
    }

    /// The twine that a revision was registered with; nil when it has none so far.
    ///
    /// A twine never changes, so the registry is asked for each one once.
    ///
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered.
    public func twine(of revision: ServiceRevision) async throws(NodeError) -> JSONValue? {
        if let known = await connection.twines[revision] { return known }
        var parameters = Self.parameters(of: revision)
        parameters["with_twine"] = true
        guard let twine = try await request("resolve", parameters)["twine"] else { return nil }
        await connection.keep(twine, of: revision)
        return twine
    }

    /// All revisions, of one service or of all, in the order in which they were registered.
    public func list(_ service: String? = nil) async throws(NodeError) -> [Entry] {
        var parameters: JSONObject = [:]
        if let service {
            let name = try ServiceRevision.parsing(service) { text throws(NameError) in
                try ServiceName(text)
            }
            parameters["namespace"] = .string(name.namespace)
            parameters["name"] = .string(name.name)
        }
        parameters["limit"] = JSONValue(Self.pageSize)
        var entries: [Entry] = []
        while true {
            let page = try await request("list", parameters)
            for row in page["revisions"]?.array ?? [] { entries.append(try Self.entry(row)) }
            guard let next = page["next"], next != .null else { return entries }
            parameters["after"] = next
        }
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

    private static func parameters(of revision: ServiceRevision) -> JSONObject {
        [
            "namespace": .string(revision.service.namespace),
            "name": .string(revision.service.name),
            "revision_tag": .string(revision.tag.text),
        ]
    }

    static func entry(_ row: JSONValue) throws(NodeError) -> Entry {
        guard let namespace = row["namespace"]?.string, let name = row["name"]?.string,
            let tag = row["revision_tag"]?.string
        else {
            throw NodeError(.badValues, "the registry sent what is no revision: \(row)")
        }
        let revision = try ServiceRevision.parsing("\(namespace)/\(name):\(tag)") {
            text throws(NameError) in
            try ServiceRevision(text)
        }
        return Entry(revision: revision, isDefault: row["is_default"]?.bool ?? false)
    }
}
