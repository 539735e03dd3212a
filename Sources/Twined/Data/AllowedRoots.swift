#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#endif

/// The folders under which files may be read and written, whoever names them.
///
/// A manifest that came over the bus names paths that somebody else chose. Every path is resolved (`.`,
/// `..` and symbolic links), must then lie in one of the folders, and is opened from that folder downwards,
/// one component at a time, without following any link: what has become a link, or a link elsewhere, since
/// the path was resolved is an error and never leads outside. What is *not* guaranteed: that a path names
/// the same file each time it is opened, or anything about hard links and mounted file systems.
///
///     let roots = try AllowedRoots(["/srv/data"])
///     try roots.path("met/../../../etc/passwd")      // throws: outside the allowed folders
public struct AllowedRoots: Hashable, Sendable {
    /// The folders, absolute and resolved.
    public let folders: [String]
    /// The folder that relative paths start from; nil for the working directory.
    public let base: String?

    /// Roots of these folders, which must exist.
    ///
    /// - Parameter base: where relative paths start; the first of the folders when left out.
    /// - Throws: `DataError` when a folder does not exist, or there is none.
    public init(_ folders: [String], relativeTo base: String? = nil) throws(DataError) {
        guard !folders.isEmpty else {
            throw DataError(.refused, "no folder is allowed: name at least one")
        }
        var resolved: [String] = []
        for folder in folders {
            let path = try Self.absolute(folder, base: nil)
            guard let real = try Self.real(path) else {
                throw DataError(.missing, "the allowed folder \(path) does not exist")
            }
            resolved.append(real)
        }
        self.folders = resolved
        if let base {
            self.base = try Self.absolute(base, base: nil)
        } else {
            self.base = resolved.first
        }
    }

    private init(everything folders: [String]) {
        self.folders = folders
        base = nil
    }

    /// No restriction: for paths that this program chose itself.
    public static let anywhere = AllowedRoots(everything: ["/"])

    /// The absolute path of a path, without `.` and `..`, when it is allowed; it need not exist.
    ///
    /// - Throws: `DataError` that names the path, where it leads, and the folders.
    public func path(_ text: String) throws(DataError) -> String {
        let path = try Self.absolute(text, base: base)
        _ = try place(of: path)
        return path
    }

    /// The folder that a path lies in, and the names from there on after symbolic links are resolved.
    func place(of path: String) throws(DataError) -> (root: String, names: [String]) {
        let resolved = try Self.resolved(path)
        for root in folders {
            let prefix = root == "/" ? "/" : root + "/"
            if resolved == root { return (root, []) }
            // Compared as bytes: two spellings of one character are two names to the system.
            if resolved.utf8.starts(with: prefix.utf8) {
                let rest = String(
                    decoding: resolved.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
                return (root, rest.split(separator: "/").map(String.init))
            }
        }
        let leads = resolved == path ? "is" : "leads to \(resolved),"
        throw DataError(
            .refused,
            "\(path) \(leads) outside the allowed folders: \(folders.joined(separator: ", "))")
    }

    /// The path with its symbolic links resolved as far as it exists.
    private static func resolved(_ path: String) throws(DataError) -> String {
        var existing = path
        var rest: [Substring] = []
        while true {
            if let real = try real(existing) {
                let folder = real == "/" ? "" : real
                return rest.isEmpty ? real : folder + "/" + rest.reversed().joined(separator: "/")
            }
            guard let slash = existing.lastIndex(of: "/"), existing != "/" else { return path }
            rest.append(existing[existing.index(after: slash)...])
            existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
        }
    }

    /// The path of what exists, without symbolic links; nil when there is nothing.
    private static func real(_ path: String) throws(DataError) -> String? {
        guard let real = realpath(path, nil) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw Descriptor.failure("cannot be resolved", path)
        }
        defer { free(real) }
        guard let text = String(validatingCString: real) else {
            throw DataError(.malformed, "\(path) leads to a name that is not UTF-8")
        }
        return text
    }

    /// The path from the root folder, without `.`, `..` and doubled slashes.
    private static func absolute(_ text: String, base: String?) throws(DataError) -> String {
        try check(text)
        var names: [Substring] = []
        var full = text
        if !text.hasPrefix("/") {
            let start: String
            if let base { start = base } else { start = try workingDirectory() }
            full = "\(start)/\(text)"
        }
        for name in full.split(separator: "/") where name != "." {
            if name == ".." {
                _ = names.popLast()
            } else {
                names.append(name)
            }
        }
        return "/" + names.joined(separator: "/")
    }

    private static func check(_ text: String) throws(DataError) {
        guard !text.isEmpty else { throw DataError(.malformed, "a path is empty") }
        guard !text.utf8.contains(0) else {
            let shown = text.split(separator: "\0", omittingEmptySubsequences: false)
            throw DataError(.refused, "the path \(shown.joined(separator: "\\0")) has a NUL byte")
        }
        guard text.utf8.count < Int(PATH_MAX) else {
            throw DataError(
                .overLimit,
                "the path \(text.prefix(60))… has \(text.utf8.count) bytes, and the limit is "
                    + "\(PATH_MAX - 1)")
        }
        guard let scheme = text.prefixMatch(of: /([A-Za-z][A-Za-z0-9+.\-]*):\/\//)?.1.lowercased()
        else { return }
        if scheme == "file" {
            throw DataError(.refused, "\(text) is a URL: write the path of the file itself")
        }
        throw DataError(
            .refused,
            "\(text) is not on the local disk, and only local files are read: copy it under an allowed "
                + "folder, and name the path there")
    }

    private static func workingDirectory() throws(DataError) -> String {
        guard let path = getcwd(nil, 0) else {
            throw Descriptor.failure("cannot be found", "the working directory")
        }
        defer { free(path) }
        return String(cString: path)
    }
}
