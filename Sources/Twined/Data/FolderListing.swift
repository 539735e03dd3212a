/// The files of a folder and, if wanted, of the folders in it, as the original finds them.
///
/// A symbolic link to a file counts as a file when it stays in the allowed folders; a link to a folder is
/// not followed. The metadata files are left out.
struct FolderListing {
    /// The folders that were looked at, each with the names of its files, in order.
    private(set) var folders: [(path: String, files: [String])] = []
    private var count = 0

    private let roots: AllowedRoots
    private let limits: DataLimits

    /// - Throws: `DataError` when there is no such folder, a link leads out of the allowed folders, there
    ///   is a pipe or a device, or there are too many files.
    init(
        of path: String, isRecursive: Bool, under roots: AllowedRoots, limits: DataLimits
    ) throws(DataError) {
        self.roots = roots
        self.limits = limits
        var waiting = [path]
        while let next = waiting.popLast() {
            let found = try list(next)
            if isRecursive { waiting += found.reversed() }
        }
    }

    /// Takes the files of one folder, and gives the paths of the folders in it.
    private mutating func list(_ path: String) throws(DataError) -> [String] {
        let folder = try roots.open(path, .listing)
        var (files, inner): ([String], [String]) = ([], [])
        for name in try folder.names(atMost: limits.filesPerDataset)
        where !MetadataFile.isName(name) {
            let place = path == "/" ? "/\(name)" : "\(path)/\(name)"
            switch try folder.kind(of: name) {
            case .file: files.append(name)
            case .folder: inner.append(place)
            case .link: if try isFile(behind: place) { files.append(name) }
            case .other:
                throw DataError(.malformed, "\(place) is neither a file nor a folder")
            case nil: break
            }
        }
        count += files.count + inner.count
        try limits.check(
            count, \.filesPerDataset,
            "the dataset at \(path) has \(count) files and folders or more")
        folders.append((path, files))
        return inner
    }

    private func isFile(behind link: String) throws(DataError) -> Bool {
        switch try roots.kind(of: link) {
        case .file: true
        case .folder: false
        case .link, nil:
            throw DataError(.missing, "\(link) is a symbolic link that leads to nothing")
        case .other: throw DataError(.malformed, "\(link) leads to neither a file nor a folder")
        }
    }
}
