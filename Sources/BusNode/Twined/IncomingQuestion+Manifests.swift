public import Twined

extension IncomingQuestion {
    /// Whether datasets came with the question.
    public var hasInputManifest: Bool {
        (try? body.manifestJSON("input_manifest")) != nil
    }

    /// The datasets that came with the question.
    ///
    ///     let roots = try AllowedRoots(["/srv/data"])
    ///     try await Service("met-office/clean:1.0.0").run { question in
    ///         let mast = try await question.inputManifest(under: roots).dataset("met_mast")
    ///         for file in try mast.files.filtered(by: .name(.endsWith, ".csv")) { … }
    ///     }
    ///
    /// - Parameters:
    ///   - roots: the folders that everything in the manifest has to be in: the parent chose the paths.
    ///   - verifies: whether files are read to compare them with the hashes that the manifest has.
    /// - Throws: `NodeError` with code `badValues` when there is none or something is wrong with it; thrown
    ///   on, the parent gets an exception of the type `InvalidManifestContents`.
    @concurrent public func inputManifest(
        under roots: AllowedRoots, verifies: Bool = true, limits: DataLimits = .standard
    ) async throws(NodeError) -> Manifest {
        guard
            let manifest = try body.inputManifest(under: roots, verifies: verifies, limits: limits)
        else {
            let text = "the question has no input_manifest"
            throw NodeError(
                .badValues, text,
                exception: RemoteException(type: "InvalidManifestContents", message: text))
        }
        return manifest
    }
}
