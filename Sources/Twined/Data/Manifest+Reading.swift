public import Topics

extension Manifest {
    /// Reads a manifest that somebody else wrote: every path in it has to be under the roots.
    ///
    /// A dataset is the path of a folder, or an object with `files`, of which each is a path or an object
    /// with a `path`; without `files`, all that is in the folder of its `path`. Relative paths start from
    /// the base of the roots.
    ///
    /// - Parameter ignoresMetadata: whether metadata files are left alone; otherwise what they say counts
    ///   more than what the manifest says.
    /// - Throws: `DataError` that names the place in the manifest, what is wrong there, and the rule.
    public init(
        _ value: JSONValue, under roots: AllowedRoots, ignoresMetadata: Bool = false,
        limits: DataLimits = .standard
    ) throws(DataError) {
        guard let members = value.object else {
            throw DataError(.malformed, "a manifest is an object, not \(value.kindName)")
        }
        guard let datasets = members["datasets"]?.object else {
            throw DataError(
                .malformed, "/datasets of a manifest needs an object with datasets by key")
        }
        try limits.check(
            datasets.count, \.datasetsPerManifest, "the manifest has \(datasets.count) datasets")
        let reader = ManifestReader(
            roots: roots, ignoresMetadata: ignoresMetadata, limits: limits)
        var read: [String: Dataset] = [:]
        var count = 0
        for (key, dataset) in datasets {
            let next = try reader.dataset(dataset, at: "/datasets/\(key)")
            count += next.files.count
            try limits.check(count, \.filesPerManifest, "the manifest has \(count) files or more")
            read[key] = next
        }
        self.init(
            read, name: try ManifestReader.text(members["name"], "/name"),
            id: try DataID(members["id"], at: "/id"))
    }

    /// Reads a manifest from the bytes of its JSON.
    ///
    /// - Throws: `DataError` also when it is larger than `limits.manifestBytes`.
    public init(
        parsing bytes: [UInt8], under roots: AllowedRoots, ignoresMetadata: Bool = false,
        limits: DataLimits = .standard
    ) throws(DataError) {
        try limits.check(bytes.count, \.manifestBytes, "the manifest has \(bytes.count) bytes")
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            throw DataError(.malformed, "the manifest is no JSON: \(error)")
        }
        try self.init(value, under: roots, ignoresMetadata: ignoresMetadata, limits: limits)
    }
}
