import Topics

/// Datafiles that belong together, and what is known about them as one.
public struct Dataset: Hashable, Sendable {
    /// Which dataset it is.
    public let id: DataID
    /// What it is called; the last part of its path where nothing else is said.
    public var name: String
    /// The folder of the dataset: an absolute path without `.` and `..`.
    public let path: String
    /// What is known about it, by name.
    public var tags: DataTags
    /// What it is for.
    public var labels: DataLabels
    /// The files in it, in the order in which they were found or given.
    public internal(set) var files: [Datafile]
    /// Whether it was made from named files, not from all that is in its folder.
    public let hasNamedFiles: Bool

    let roots: AllowedRoots

    /// The dataset of all files in a folder.
    ///
    /// - Parameters:
    ///   - isRecursive: whether files in the folders of the folder count, too.
    ///   - ignoresMetadata: whether metadata files are left alone; otherwise what they say counts more
    ///     than what is given here.
    ///   - roots: the folders that everything has to be in.
    /// - Throws: `DataError` when the folder does not exist or is not allowed, a link in it leads out of
    ///   the roots, or it has too many files.
    public init(
        folder: String, name: String? = nil, tags: DataTags = .none, labels: DataLabels = .none,
        id: DataID? = nil, isRecursive: Bool = true, ignoresMetadata: Bool = false,
        under roots: AllowedRoots = .anywhere, limits: DataLimits = .standard
    ) throws(DataError) {
        path = try roots.path(folder)
        let listing = try FolderListing(
            of: path, isRecursive: isRecursive, under: roots, limits: limits)
        var files: [Datafile] = []
        var stored: MetadataRecord?
        for (place, names) in listing.folders {
            guard !names.isEmpty || place == path else { continue }
            let metadata =
                ignoresMetadata
                ? nil : try MetadataFile(ofFolder: place, under: roots, limits: limits)
            if place == path { stored = try metadata?.dataset() }
            for name in names {
                files.append(
                    Datafile(
                        checked: place == "/" ? "/\(name)" : "\(place)/\(name)",
                        try metadata?.datafile(name), else: MetadataRecord(), under: roots))
            }
        }
        self.id = stored?.id ?? id ?? .random()
        self.name = stored?.name ?? name ?? Datafile.name(of: path)
        self.tags = stored?.tags ?? tags
        self.labels = stored?.labels ?? labels
        self.files = files
        self.roots = roots
        hasNamedFiles = false
    }

    /// A dataset of these files, wherever they are.
    ///
    /// - Parameter path: the folder of the dataset, which the paths of copied files are relative to.
    /// - Throws: `DataError` when the path is not allowed, or there are too many files.
    public init(
        files: [Datafile], path: String, name: String? = nil, tags: DataTags = .none,
        labels: DataLabels = .none, id: DataID? = nil, under roots: AllowedRoots = .anywhere,
        limits: DataLimits = .standard
    ) throws(DataError) {
        try limits.check(
            files.count, \.filesPerDataset, "the dataset at \(path) has \(files.count) files")
        self.id = id ?? .random()
        self.path = try roots.path(path)
        self.name = name ?? Datafile.name(of: self.path)
        self.tags = tags
        self.labels = labels
        self.files = files
        self.roots = roots
        hasNamedFiles = true
    }

    /// The hash of the dataset: that of the hashes of its files, which are all read for it.
    ///
    /// - Throws: `DataError` when a file cannot be read.
    public func hash() throws(DataError) -> FileHash {
        var hashes: [FileHash] = []
        for file in files { hashes.append(try file.hash()) }
        return ValuesHash.of(hashes: hashes)
    }

    /// The only file with a label.
    ///
    /// - Throws: `DataError` of the reason `count` when there is none, or more than one.
    public func file(labelled label: String) throws(DataError) -> Datafile {
        try files.one(FileFilter("labels__contains", .string(label)))
    }

    /// The dataset with the hash and size of each file, as they are now or as a manifest said already.
    ///
    /// - Throws: `DataError` when a file cannot be read.
    public func measured() throws(DataError) -> Dataset {
        var dataset = self
        for place in files.indices where files[place].expectedHash == nil {
            let (hash, size) = try files[place].measured()
            dataset.files[place].expectedHash = hash
            dataset.files[place].expectedSize = files[place].expectedSize ?? size
        }
        return dataset
    }

    /// Verifies all files whose hash or size is expected.
    ///
    /// - Throws: `DataError` of the reason `mismatch` that names the first file that is another.
    public func verify() throws(DataError) {
        for file in files { try file.verify() }
    }

    /// Writes what is known about the dataset, not about its files, into the metadata file of its folder.
    ///
    /// - Throws: `DataError` when that cannot be read or written.
    public func updateMetadata(limits: DataLimits = .standard) throws(DataError) {
        try roots.makeFolder(path)
        try MetadataFile.update(ofFolder: path, under: roots, limits: limits) { $0.set(self) }
    }

    /// The dataset in a manifest: the path of its folder, or an object when it has named or measured files.
    var jsonValue: JSONValue {
        guard hasNamedFiles || files.contains(where: \.isMeasured) else { return .string(path) }
        return [
            "id": .string(id.description), "name": .string(name), "tags": tags.jsonValue,
            "labels": labels.jsonValue, "path": .string(path),
            "files": .array(files.map(\.jsonValue)),
        ]
    }
}
