import Topics
public import Twined

extension EventBody {
    /// The datasets of a question, or nil when it has none.
    ///
    /// - Parameters:
    ///   - roots: the folders that everything in the manifest has to be in, whoever wrote it.
    ///   - verifies: whether files are read to compare them with the hashes that the manifest has.
    /// - Throws: `NodeError` with code `badValues` that says what is wrong, and where; thrown on by a
    ///   handler it becomes an exception event of the type `InvalidManifestContents`.
    public func inputManifest(
        under roots: AllowedRoots, verifies: Bool = true, limits: DataLimits = .standard
    ) throws(NodeError) -> Manifest? {
        try manifest("input_manifest", roots, verifies, limits)
    }

    /// The datasets of a result, or nil when it has none.
    ///
    /// - Parameters:
    ///   - roots: the folders that everything in the manifest has to be in, whoever wrote it.
    ///   - verifies: whether files are read to compare them with the hashes that the manifest has.
    /// - Throws: `NodeError` with code `badValues` that says what is wrong, and where.
    public func outputManifest(
        under roots: AllowedRoots, verifies: Bool = true, limits: DataLimits = .standard
    ) throws(NodeError) -> Manifest? {
        try manifest("output_manifest", roots, verifies, limits)
    }

    /// A manifest of the body as it travelled; nil when there is none, or it is null.
    ///
    /// - Throws: `NodeError` with code `badValues` when the body is not JSON.
    package func manifestJSON(_ key: String) throws(NodeError) -> JSONValue? {
        let body: JSONValue
        do {
            body = try JSONValue(parsing: payload.bytes)
        } catch {
            throw NodeError(.badValues, "the body is no JSON: \(error)")
        }
        guard let manifest = body[key], !manifest.isNull else { return nil }
        return manifest
    }

    private func manifest(
        _ key: String, _ roots: AllowedRoots, _ verifies: Bool, _ limits: DataLimits
    ) throws(NodeError) -> Manifest? {
        guard let json = try manifestJSON(key) else { return nil }
        do throws(DataError) {
            let manifest = try Manifest(json, under: roots, limits: limits)
            if verifies { try manifest.verify() }
            return manifest
        } catch {
            throw NodeError(error, in: key)
        }
    }
}

extension Manifest {
    /// The manifest with the hashes of its files, which are read on a thread of their own.
    ///
    /// - Throws: `NodeError` with code `badValues` when a file cannot be read.
    @concurrent func jsonToSend(as key: String) async throws(NodeError) -> JSONValue {
        do throws(DataError) {
            return try measured().jsonValue
        } catch {
            throw NodeError(error, in: key)
        }
    }
}

extension NodeError {
    /// What is wrong with a manifest, by the name that the original has for it.
    fileprivate init(_ error: DataError, in key: String) {
        self.init(
            .badValues, "\(key): \(error)",
            exception: RemoteException(
                type: "InvalidManifestContents", message: error.description))
    }
}
