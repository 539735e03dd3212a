#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// A file or folder that is open, closed when it is let go of.
struct Descriptor: ~Copyable {
    let number: Int32
    /// What it was opened as, for messages.
    let path: String

    deinit { close(number) }

    /// What kind of thing is open.
    enum Kind {
        case file
        case folder
        case link
        case other
    }

    /// How something is opened; a symbolic link in the last place is never followed.
    enum Purpose {
        /// To pass through a folder: the right to search it is enough.
        case passing
        case listing
        case reading
        /// To write a file that is not there yet.
        case creating

        fileprivate var flags: Int32 {
            switch self {
            case .passing: Self.search | O_DIRECTORY
            case .listing: O_RDONLY | O_DIRECTORY
            // Not to wait for the writer of a pipe; it makes no difference for files.
            case .reading: O_RDONLY | O_NONBLOCK
            case .creating: O_WRONLY | O_CREAT | O_EXCL
            }
        }

        #if os(Linux)
            // O_PATH, a macro that Swift does not read: the same on every architecture that has Swift.
            private static let search: Int32 = 0o10_000_000
        #else
            private static let search = O_RDONLY
        #endif
    }

    /// Opens the folder from which paths go, by its absolute path.
    init(folder path: String) throws(DataError) {
        number = open(path, Purpose.passing.flags | O_NOFOLLOW | O_CLOEXEC)
        self.path = path
        guard number >= 0 else { throw Self.failure("cannot be opened", path) }
    }

    /// Opens what has this name in an open folder.
    init(
        _ name: String, in folder: borrowing Descriptor, _ purpose: Purpose
    ) throws(DataError) {
        path = folder.path == "/" ? "/\(name)" : "\(folder.path)/\(name)"
        number = openat(folder.number, name, purpose.flags | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard number >= 0 else {
            if errno == ELOOP {
                throw DataError(.refused, "\(path) is a symbolic link that leads to nothing")
            }
            throw Self.failure("cannot be opened", path)
        }
    }

    /// What is open, how many bytes it has, and when it was changed.
    func status() throws(DataError) -> (kind: Kind, size: Int) {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw Self.failure("cannot be examined", path) }
        return (Self.kind(of: status), Int(status.st_size))
    }

    /// What has this name in the open folder, symbolic links not followed; nil when there is nothing.
    func kind(of name: String) throws(DataError) -> Kind? {
        var status = stat()
        if fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return Self.kind(of: status) }
        if errno == ENOENT { return nil }
        throw Self.failure("cannot be examined", "\(path)/\(name)")
    }

    private static func kind(of status: stat) -> Kind {
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
    }

    /// The next bytes of the file, none at its end.
    func read(atMost count: Int) throws(DataError) -> [UInt8] {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            repeat {
                result = systemRead(number, buffer.baseAddress, count)
            } while result < 0 && errno == EINTR
            filled = max(0, result)
        }
        guard result >= 0 else { throw Self.failure("cannot be read", path) }
        return bytes
    }

    /// Writes all of the bytes.
    func write(_ bytes: [UInt8]) throws(DataError) {
        var done = 0
        while done < bytes.count {
            let result = bytes.withUnsafeBytes {
                systemWrite(number, $0.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if result < 0 && errno == EINTR { continue }
            guard result >= 0 else { throw Self.failure("cannot be written", path) }
            done += result
        }
    }

    /// Makes a folder in this one, unless it is there.
    func makeFolder(_ name: String) throws(DataError) {
        guard mkdirat(number, name, 0o777) == 0 || errno == EEXIST else {
            throw Self.failure("cannot be made", "\(path)/\(name)")
        }
    }

    /// Gives a file of the folder another name, in the place of one that has it.
    func rename(_ name: String, to newName: String) throws(DataError) {
        guard renameat(number, name, number, newName) == 0 else {
            throw Self.failure("cannot be renamed", "\(path)/\(name)")
        }
    }

    /// Removes a file of the folder, if it is there.
    func remove(_ name: String) {
        unlinkat(number, name, 0)
    }

    /// Waits until no other descriptor holds this file or folder, and holds it while this one is open.
    func lock() throws(DataError) {
        while flock(number, LOCK_EX) != 0 {
            guard errno == EINTR else { throw Self.failure("cannot be locked", path) }
        }
    }

    /// Waits until the disk has what was written.
    func synchronise() throws(DataError) {
        guard fsync(number) == 0 else { throw Self.failure("cannot be written", path) }
    }

    /// The names in the open folder, in the order of their bytes.
    ///
    /// - Throws: `DataError` also when there are more of them.
    func names(atMost limit: Int) throws(DataError) -> [String] {
        // The listing owns its descriptor, and closes it.
        let copy = openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard let listing = fdopendir(copy) else {
            throw Self.failure("cannot be listed", path)
        }
        defer { closedir(listing) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(listing) else { break }
            guard let name = Self.name(of: entry) else {
                throw DataError(.malformed, "\(path) holds a name that is not UTF-8")
            }
            if name != "." && name != ".." { names.append(name) }
            // The metadata file is no file of the dataset.
            guard names.count <= limit + 1 else {
                throw DataError(
                    .overLimit, "\(path) holds more than \(limit) names, which is the limit")
            }
        }
        guard errno == 0 else { throw Self.failure("cannot be listed", path) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String? {
        guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return nil }
        let start = UnsafeRawPointer(entry).advanced(by: offset)
        return String(validatingCString: start.assumingMemoryBound(to: CChar.self))
    }

    static func failure(_ what: String, _ path: String) -> DataError {
        let (number, reason) = (errno, String(cString: strerror(errno)))
        let isMissing = number == ENOENT || number == ENOTDIR
        return DataError(isMissing ? .missing : .failed, "\(path) \(what): \(reason)")
    }
}

private func systemRead(_ number: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
    read(number, bytes, count)
}

private func systemWrite(_ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(number, bytes, count)
}
