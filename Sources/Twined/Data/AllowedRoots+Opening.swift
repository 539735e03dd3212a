extension AllowedRoots {
    /// Opens a file or folder, from its root downwards and without following any link.
    ///
    /// - Parameter path: an absolute path as `path(_:)` gives it.
    func open(_ path: String, _ purpose: Descriptor.Purpose) throws(DataError) -> Descriptor {
        var (root, names) = try place(of: path)
        var folder = try Descriptor(folder: root)
        guard let last = names.popLast() else {
            guard purpose != .creating else {
                throw DataError(.failed, "\(path) is there already, and is a folder")
            }
            // The folder from itself, with the rights that the purpose needs.
            return try Descriptor(".", in: folder, purpose)
        }
        try Self.pass(names, from: &folder, to: path)
        return try Descriptor(last, in: folder, purpose)
    }

    /// Goes down from an open folder through those of these names.
    private static func pass(
        _ names: [String], from folder: inout Descriptor, to path: String
    ) throws(DataError) {
        for name in names {
            do throws(DataError) {
                folder = try Descriptor(name, in: folder, .passing)
            } catch {
                throw DataError(error.reason, "\(path) cannot be reached: \(error)")
            }
        }
    }

    /// Opens a file to read it.
    ///
    /// - Throws: `DataError` also when it is a folder, a pipe or a device.
    func openFile(_ path: String) throws(DataError) -> Descriptor {
        let file = try open(path, .reading)
        guard try file.status().kind == .file else {
            throw DataError(.malformed, "\(path) is no regular file")
        }
        return file
    }

    /// Makes a folder, and those above it that are missing.
    func makeFolder(_ path: String) throws(DataError) {
        var (root, names) = try place(of: path)
        var folder = try Descriptor(folder: root)
        names.reverse()
        while let name = names.popLast() {
            try folder.makeFolder(name)
            folder = try Descriptor(name, in: folder, .passing)
        }
    }

    /// What a path leads to after symbolic links; nil when there is nothing.
    func kind(of path: String) throws(DataError) -> Descriptor.Kind? {
        var (root, names) = try place(of: path)
        guard let last = names.popLast() else { return .folder }
        do {
            var folder = try Descriptor(folder: root)
            try Self.pass(names, from: &folder, to: path)
            return try folder.kind(of: last)
        } catch  where error.reason == .missing {
            return nil
        }
    }
}
