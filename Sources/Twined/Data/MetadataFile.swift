public import Topics

/// The hidden file `.octue` of a folder: what is known of the dataset there, and of each datafile in it.
///
/// It has the form that the original reads and writes; members that are not known stay as they are.
public struct MetadataFile: Hashable, Sendable {
    /// The name of the file, in the folder of the datafiles that it tells of.
    public static let name = ".octue"

    /// The file as it is written.
    public private(set) var document: JSONObject
    private let path: String

    /// Reads the metadata file of a folder; it is empty when there is none.
    ///
    /// - Throws: `DataError` when it cannot be read, is no JSON, or is larger than its limit.
    public init(
        ofFolder folder: String, under roots: AllowedRoots = .anywhere,
        limits: DataLimits = .standard
    ) throws(DataError) {
        path = "\(try roots.path(folder))/\(Self.name)"
        do {
            document = try Self.document(try roots.openFile(path), limits)
        } catch  where error.reason == .missing {
            document = [:]
        }
    }

    /// What is known of the dataset in the folder, or nil.
    public func dataset() throws(DataError) -> MetadataRecord? {
        try record(document["dataset"], "dataset")
    }

    /// What is known of a datafile of the folder, or nil.
    public func datafile(_ name: String) throws(DataError) -> MetadataRecord? {
        try record(document["datafiles"]?[name], "datafiles/\(name)")
    }

    /// Sets what is known of the dataset.
    mutating func set(_ dataset: Dataset) {
        // The original gives the version of its software to datafiles only.
        document["dataset"] = [
            "id": .string(dataset.id.description), "name": .string(dataset.name),
            "tags": dataset.tags.jsonValue, "labels": dataset.labels.jsonValue,
            "path": .string(dataset.path),
        ]
    }

    /// Sets what is known of a datafile.
    mutating func set(_ datafile: Datafile) {
        var datafiles = document["datafiles"]?.object ?? [:]
        datafiles[datafile.name] = [
            "id": .string(datafile.id.description),
            "timestamp": datafile.timestamp?.dataValue ?? .null,
            "tags": datafile.tags.jsonValue,
            "labels": ["_type": "set", "items": datafile.labels.jsonValue],
            "sdk_version": .string("busnode-\(BusNodeVersion.text)"),
        ]
        document["datafiles"] = .object(datafiles)
    }

    /// Changes the metadata file of a folder, which must exist.
    ///
    /// The new file takes the place of the old one at once, so a reader sees the one or the other; others
    /// that change it in this way wait for each other.
    ///
    /// - Throws: `DataError` when it cannot be read or written; then the old one is still there.
    static func update(
        ofFolder folder: String, under roots: AllowedRoots, limits: DataLimits,
        _ change: (inout MetadataFile) throws(DataError) -> Void
    ) throws(DataError) {
        let open = try roots.open(try roots.path(folder), .listing)
        try open.lock()
        var metadata = try MetadataFile(ofFolder: folder, under: roots, limits: limits)
        let before = metadata.document
        try change(&metadata)
        guard metadata.document != before else { return }
        let temporary = "\(name)-\(DataID.random())"
        do throws(DataError) {
            let file = try Descriptor(temporary, in: open, .creating)
            try file.write(JSONValue.object(metadata.document).bytes(.pretty) + [10])
            try file.synchronise()
            try open.rename(temporary, to: name)
        } catch {
            open.remove(temporary)
            throw error
        }
        try open.synchronise()
    }

    /// Whether a file of this name is a metadata file, or was to become one.
    static func isName(_ name: String) -> Bool {
        guard name.hasPrefix(Self.name) else { return false }
        let rest = name.dropFirst(Self.name.count)
        return rest.isEmpty || rest.first == "-" && (try? DataID(String(rest.dropFirst()))) != nil
    }

    private func record(_ value: JSONValue?, _ place: String) throws(DataError) -> MetadataRecord? {
        guard let value else { return nil }
        return try MetadataRecord(value, at: "\(path): \(place)")
    }

    private static func document(
        _ file: consuming Descriptor, _ limits: DataLimits
    ) throws(DataError) -> JSONObject {
        let size = try file.status().size
        try limits.check(size, \.metadataFileBytes, "\(file.path) has \(size) bytes")
        var bytes: [UInt8] = []
        // Not beyond the limit, should the file grow meanwhile.
        while bytes.count <= limits.metadataFileBytes {
            let chunk = try file.read(atMost: 1 << 16)
            guard !chunk.isEmpty else { break }
            bytes += chunk
        }
        try limits.check(bytes.count, \.metadataFileBytes, "\(file.path) has grown")
        do {
            let value = try JSONValue(parsing: bytes)
            if let object = value.object { return object }
        } catch {
            throw DataError(.malformed, "\(file.path) is no JSON (mend or remove it): \(error)")
        }
        throw DataError(.malformed, "\(file.path) is no JSON object: mend or remove it")
    }
}
