import Topics

/// Reads the datasets and files of a manifest.
struct ManifestReader {
    let roots: AllowedRoots
    let ignoresMetadata: Bool
    let limits: DataLimits

    func dataset(_ value: JSONValue, at place: String) throws(DataError) -> Dataset {
        do throws(DataError) {
            if let folder = value.string { return try whole(folder, MetadataRecord()) }
            guard let members = value.object else {
                throw DataError(.malformed, "a dataset is a path or an object")
            }
            let given = try MetadataRecord(value, at: place)
            let path = try Self.text(members["path"], "path")
            guard let files = members["files"], !files.isNull else {
                guard let path else {
                    throw DataError(.malformed, "a dataset needs \"files\", a \"path\", or both")
                }
                return try whole(path, given)
            }
            guard let files = files.array else {
                throw DataError(.malformed, "\"files\" is an array, not \(files.kindName)")
            }
            try limits.check(
                files.count, \.filesPerDataset, "the dataset has \(files.count) files")
            var read: [Datafile] = []
            var metadata: [String: MetadataFile] = [:]
            for (number, file) in files.enumerated() {
                read.append(try datafile(file, at: "\(place)/files/\(number)", &metadata))
            }
            return try Dataset(
                files: read, path: path ?? ".", name: given.name, tags: given.tags ?? .none,
                labels: given.labels ?? .none, id: given.id, under: roots, limits: limits)
        } catch {
            throw Self.placed(error, place)
        }
    }

    private func whole(_ folder: String, _ given: MetadataRecord) throws(DataError) -> Dataset {
        try Dataset(
            folder: folder, name: given.name, tags: given.tags ?? .none,
            labels: given.labels ?? .none, id: given.id, ignoresMetadata: ignoresMetadata,
            under: roots, limits: limits)
    }

    /// Reads a file, and the metadata file beside it once for all files there.
    private func datafile(
        _ value: JSONValue, at place: String, _ metadata: inout [String: MetadataFile]
    ) throws(DataError) -> Datafile {
        do throws(DataError) {
            let member = try Self.text(value["path"], "path")
            guard let written = value.string ?? member else {
                throw DataError(.malformed, "a file is a path, or an object with a \"path\"")
            }
            let path = try roots.path(written)
            let given =
                value.object == nil ? MetadataRecord() : try MetadataRecord(value, at: place)
            var stored: MetadataRecord?
            if !ignoresMetadata {
                let folder = Datafile.folder(of: path)
                if metadata[folder] == nil {
                    metadata[folder] = try MetadataFile(
                        ofFolder: folder, under: roots, limits: limits)
                }
                stored = try metadata[folder]?.datafile(Datafile.name(of: path))
            }
            var file = Datafile(checked: path, stored, else: given, under: roots)
            file.expectedHash = try Self.hash(value["hash"])
            file.expectedSize = try Self.size(value["size"])
            return file
        } catch {
            throw Self.placed(error, place)
        }
    }

    /// A text that may be missing or null.
    static func text(_ value: JSONValue?, _ name: String) throws(DataError) -> String? {
        guard let value, !value.isNull else { return nil }
        guard let text = value.string else {
            throw DataError(.malformed, "\(name) is a text, not \(value.kindName)")
        }
        return text
    }

    private static func hash(_ value: JSONValue?) throws(DataError) -> FileHash? {
        guard let text = try text(value, "hash") else { return nil }
        guard let hash = FileHash(text) else {
            throw DataError(
                .malformed, "the hash \"\(text.prefix(100))\" is no CRC-32C in Base64")
        }
        return hash
    }

    private static func size(_ value: JSONValue?) throws(DataError) -> Int? {
        guard let value, !value.isNull else { return nil }
        guard let size = value.integer, size >= 0 else {
            throw DataError(
                .malformed, "size is a number of bytes, not \(value.text().prefix(100))")
        }
        return size
    }

    /// The error with the place in the manifest before what is wrong there.
    private static func placed(_ error: DataError, _ place: String) -> DataError {
        if error.description.hasPrefix("/datasets/") { return error }
        return DataError(error.reason, "\(place) of the manifest: \(error)")
    }
}
