import Topics
public import Twined

extension Child {
    /// Asks with datasets and no values.
    ///
    ///     let manifest = try Manifest(folders: ["met_mast": "data/met_mast"])
    ///     let answer = try await child.ask(manifest: manifest).answer()
    ///     let cleaned = try answer.outputManifest(under: AllowedRoots(["/srv/results"]))
    ///
    /// - Throws: `NodeError` with code `badValues` when a file cannot be read, and as `ask`.
    public func ask(
        manifest: Manifest, _ options: Options? = nil
    ) async throws(NodeError) -> Conversation {
        try await ask(JSONValue.null, manifest: manifest, options)
    }

    /// Asks with values and the datasets that go with them.
    ///
    /// - Throws: `NodeError` with code `badValues` when a file cannot be read, and as `ask`.
    public func ask(
        _ values: some Encodable & Sendable, manifest: Manifest, _ options: Options? = nil
    ) async throws(NodeError) -> Conversation {
        var options = options ?? self.options
        options.inputManifest = manifest
        return try await ask(values, options)
    }
}
