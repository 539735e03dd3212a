extension Dataset {
    /// Where a file lies in the folder of the dataset; its name alone when it lies elsewhere.
    public func relativePath(of file: Datafile) -> String {
        let prefix = path == "/" ? "/" : path + "/"
        guard file.path.utf8.starts(with: prefix.utf8) else { return file.name }
        return String(decoding: file.path.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// Copies the files and what is known about them into a folder, and gives the dataset there.
    ///
    /// Files that are expected to have a hash are verified on the way.
    ///
    /// - Parameters:
    ///   - folder: where the copy goes; it is made if it is missing.
    ///   - roots: the folders that the copy has to be in.
    /// - Throws: `DataError` when a file is there already, cannot be read or written, or is not what its
    ///   hash says; then some of the files may have been copied.
    public func copied(
        to folder: String, under roots: AllowedRoots = .anywhere, limits: DataLimits = .standard
    ) throws(DataError) -> Dataset {
        let folder = try roots.path(folder)
        try roots.makeFolder(folder)
        var places: Set<String> = []
        var metadata: [String: [Datafile]] = [:]
        for file in files {
            let place = "\(folder)/\(relativePath(of: file))"
            guard places.insert(place).inserted else {
                throw DataError(.failed, "two files of the dataset \(name) would become \(place)")
            }
            try roots.makeFolder(Datafile.folder(of: place))
            try file.copy(to: place, under: roots)
            metadata[Datafile.folder(of: place), default: []].append(file)
        }
        for (place, files) in metadata {
            try MetadataFile.update(ofFolder: place, under: roots, limits: limits) { record in
                for file in files { record.set(file) }
            }
        }
        let copy = try Dataset(
            folder: folder, name: name, tags: tags, labels: labels, id: id, ignoresMetadata: true,
            under: roots, limits: limits)
        try copy.updateMetadata(limits: limits)
        return try Dataset(folder: folder, under: roots, limits: limits)
    }
}
