/// How much of files and their descriptions is accepted.
public struct DataLimits: Hashable, Sendable {
    /// The most files and folders in one dataset: a listing of this many takes some 100 MB of memory.
    public var filesPerDataset: Int
    /// The most files in one manifest, whose datasets may all name the same large folder.
    public var filesPerManifest: Int
    /// The most datasets in one manifest.
    public var datasetsPerManifest: Int
    /// The largest manifest in bytes: it travels in a message, and a message's payload ends here.
    public var manifestBytes: Int
    /// The largest `.octue` file in bytes: about 300 bytes a file, for a full dataset in one folder.
    public var metadataFileBytes: Int
    /// The largest file that `Datafile.bytes` returns in one piece; `read` has no such limit.
    public var bytesInOnePiece: Int

    /// The limits that hold where nothing else is said.
    public static let standard = DataLimits(
        filesPerDataset: 100_000, filesPerManifest: 200_000, datasetsPerManifest: 1_000,
        manifestBytes: 10_000_000,
        metadataFileBytes: 64_000_000, bytesInOnePiece: 100_000_000)

    /// Limits of one's own.
    public init(
        filesPerDataset: Int, filesPerManifest: Int, datasetsPerManifest: Int, manifestBytes: Int,
        metadataFileBytes: Int,
        bytesInOnePiece: Int
    ) {
        self.filesPerDataset = filesPerDataset
        self.filesPerManifest = filesPerManifest
        self.datasetsPerManifest = datasetsPerManifest
        self.manifestBytes = manifestBytes
        self.metadataFileBytes = metadataFileBytes
        self.bytesInOnePiece = bytesInOnePiece
    }

    /// - Throws: `DataError` that says what there is too much of, and the limit.
    func check(
        _ count: Int, _ limit: KeyPath<DataLimits, Int>, _ what: @autoclosure () -> String
    ) throws(DataError) {
        guard count > self[keyPath: limit] else { return }
        throw DataError(.overLimit, "\(what()), and the limit is \(self[keyPath: limit])")
    }
}
