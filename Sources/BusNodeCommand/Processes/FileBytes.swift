#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Whole files, read and made by their paths.
enum FileBytes {
    /// The largest file that is read, in bytes: ten times the largest payload.
    static let limit = 100_000_000

    /// Reads a file, or the standard input when the path is `-`.
    ///
    /// - Throws: `CommandFailure` that names the file and what the system says.
    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let number = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw failure(path) }
        defer { if number != 0 { close(number) } }
        var bytes: [UInt8] = []
        let chunk = 65_536
        while true {
            let part = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, count in
                count = max(0, readSome(number, buffer.baseAddress, chunk))
            }
            guard !part.isEmpty else { return bytes }
            bytes += part
            guard bytes.count <= limit else {
                throw CommandFailure(.badData, "\(path) is larger than \(limit) bytes")
            }
        }
    }

    /// Writes a file, over one that is there unless that is refused.
    ///
    /// - Parameter isNew: whether a file that is there already is an error.
    /// - Throws: `CommandFailure` that names the file and what the system says.
    static func write(
        _ bytes: [UInt8], to path: String, isNew: Bool = false
    ) throws(CommandFailure) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isNew ? O_EXCL : O_TRUNC)
        let number = open(path, flags, 0o644)
        guard number >= 0 else { throw failure(path) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { writeDescriptor(number, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else {
                let failure = failure(path)
                close(number)
                throw failure
            }
            rest = rest.dropFirst(max(0, count))
        }
        guard close(number) == 0 else { throw failure(path) }
    }

    /// Whether a folder has nothing in it, or is not there.
    ///
    /// - Throws: `CommandFailure` when it is something else, or cannot be read.
    static func isEmptyFolder(_ path: String) throws(CommandFailure) -> Bool {
        guard let folder = opendir(path) else {
            guard errno == ENOENT else { throw failure(path) }
            return true
        }
        defer { closedir(folder) }
        // Every folder has the entries "." and "..".
        for _ in 0..<2 where readdir(folder) == nil { return true }
        return readdir(folder) == nil
    }

    /// Makes a folder, and those above it.
    ///
    /// - Throws: `CommandFailure` that names the folder and what the system says.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure(made) }
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        CommandFailure(.badData, "\(path): \(String(cString: strerror(errno)))")
    }

    private static func readSome(
        _ number: Int32, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int
    ) -> Int {
        while true {
            let result = readDescriptor(number, bytes, count)
            if result >= 0 || errno != EINTR { return result }
        }
    }
}

private func readDescriptor(
    _ number: Int32, _ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int
) -> Int {
    read(number, bytes, count)
}

private func writeDescriptor(
    _ number: Int32, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Int {
    write(number, bytes, count)
}
