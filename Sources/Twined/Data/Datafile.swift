public import Topics

/// A file on the local disk, and what is known about it.
///
/// What the metadata file beside it says counts more than what is given here, as in the original, unless
/// it is to be ignored. Nothing is read from the file itself before it is asked for.
public struct Datafile: Hashable, Sendable {
    /// Which datafile it is.
    public let id: DataID
    /// Where the file is: an absolute path without `.` and `..`.
    public let path: String
    /// The moment that the file is about.
    public var timestamp: Timestamp?
    /// What is known about it, by name.
    public var tags: DataTags
    /// What it is for.
    public var labels: DataLabels
    /// The hash that a manifest says it has; see `verify`.
    public var expectedHash: FileHash?
    /// The size in bytes that a manifest says it has; see `verify`.
    public var expectedSize: Int?

    /// The folders that the file has to be in each time it is opened.
    let roots: AllowedRoots

    /// Describes a file, which need not exist yet.
    ///
    /// - Parameters:
    ///   - path: where it is; a relative path starts from the base of the roots.
    ///   - ignoresMetadata: whether the metadata file beside it is left alone.
    ///   - roots: the folders that it has to be in.
    /// - Throws: `DataError` when the path is not allowed, or the metadata file cannot be read.
    public init(
        path: String, timestamp: Timestamp? = nil, tags: DataTags = .none,
        labels: DataLabels = .none,
        id: DataID? = nil, ignoresMetadata: Bool = false, under roots: AllowedRoots = .anywhere,
        limits: DataLimits = .standard
    ) throws(DataError) {
        var given = MetadataRecord()
        (given.id, given.timestamp, given.tags, given.labels) = (id, timestamp, tags, labels)
        let path = try roots.path(path)
        var stored: MetadataRecord?
        if !ignoresMetadata {
            let folder = Self.folder(of: path)
            stored = try MetadataFile(ofFolder: folder, under: roots, limits: limits)
                .datafile(Self.name(of: path))
        }
        self.init(checked: path, stored, else: given, under: roots)
    }

    /// A datafile at a path that was resolved already.
    init(
        checked path: String, _ stored: MetadataRecord?, else given: MetadataRecord,
        under roots: AllowedRoots
    ) {
        id = stored?.id ?? given.id ?? .random()
        self.path = path
        timestamp = stored == nil ? given.timestamp : stored?.timestamp
        tags = stored?.tags ?? given.tags ?? .none
        labels = stored?.labels ?? given.labels ?? .none
        self.roots = roots
    }

    /// The last part of the path.
    public var name: String { Self.name(of: path) }

    /// What comes after the last point in the name, without the point; empty when there is none.
    public var fileExtension: String {
        guard let point = name.lastIndex(of: "."), name[..<point].contains(where: { $0 != "." })
        else { return "" }
        return String(name[name.index(after: point)...])
    }

    /// The folder that the file is in.
    public var folder: String { Self.folder(of: path) }

    /// Writes what is known about the file into the metadata file beside it.
    ///
    /// - Throws: `DataError` when that cannot be read or written.
    public func updateMetadata(limits: DataLimits = .standard) throws(DataError) {
        try MetadataFile.update(ofFolder: folder, under: roots, limits: limits) { $0.set(self) }
    }

    /// Whether its hash or size is expected.
    var isMeasured: Bool { expectedHash != nil || expectedSize != nil }

    /// The file in a manifest: its path, or an object when it is measured.
    var jsonValue: JSONValue {
        guard isMeasured else { return .string(path) }
        var object: JSONObject = [
            "id": .string(id.description), "path": .string(path),
            "timestamp": timestamp?.seconds ?? .null, "tags": tags.jsonValue,
            "labels": labels.jsonValue,
        ]
        object["hash"] = expectedHash.map { .string($0.description) }
        object["size"] = expectedSize.map { JSONValue($0) }
        return .object(object)
    }

    static func name(of path: String) -> String {
        String(path[path.index(after: path.lastIndex(of: "/") ?? path.startIndex)...])
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
