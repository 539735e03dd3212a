#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// Files that a person wrote, read whole, and the paths that stand in them.
enum SmallFile {
    /// The bytes of a file.
    ///
    /// - Throws: `ConfigurationError` with what the system says, or when there are more than the limit.
    static func read(_ path: String, byteLimit: Int) throws(ConfigurationError) -> [UInt8] {
        guard let file = fopen(path, "rbe") else { throw unreadable(path) }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard ferror(file) == 0 else { throw unreadable(path) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= byteLimit else {
                throw ConfigurationError(path: path, problem: .tooLarge(limit: byteLimit))
            }
        }
    }

    /// The folder that a file lies in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// A path that a file in a folder gives, from where the program runs.
    static func path(_ path: String, from folder: String) -> String {
        if path.hasPrefix("/") || folder == "." { return path }
        if path == "." { return folder }
        return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
    }

    private static func unreadable(_ path: String) -> ConfigurationError {
        ConfigurationError(path: path, problem: .unreadable(String(cString: strerror(errno))))
    }
}
