#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Files and folders of this machine, by their paths.
enum LocalFolder {
    /// Most bytes of a dataset that is copied: more than that is no matter for diagnostics.
    static let copyLimit = 1_000_000_000

    /// Whether there is a folder.
    static func isFolder(_ path: String) -> Bool {
        var isFolder = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
    }

    /// Makes a folder, and those above it.
    static func make(_ path: String) throws(NodeError) {
        try reporting(path) {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }
    }

    /// Writes a file, over one that is there.
    static func write(_ bytes: [UInt8], to path: String) throws(NodeError) {
        try reporting(path) { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
    }

    /// The bytes of a file; nil when there is none.
    static func read(_ path: String) throws(NodeError) -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try reporting(path) { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
    }

    /// Copies a folder with all that is in it.
    ///
    /// - Throws: `NodeError` with code `failed`, also when there is more in it than `copyLimit`.
    static func copy(_ path: String, to copy: String) throws(NodeError) {
        let size = try reporting(path) {
            try FileManager.default.subpathsOfDirectory(atPath: path).reduce(0) { sum, name in
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
                return sum + (attributes[.size] as? Int ?? 0)
            }
        }
        guard size <= copyLimit else {
            throw NodeError(
                .failed, "\(path) has \(size) bytes, and no more than \(copyLimit) are copied")
        }
        try reporting(path) { try FileManager.default.copyItem(atPath: path, toPath: copy) }
    }

    /// Moves a folder to another place, in place of what is there.
    static func move(_ path: String, over other: String) throws(NodeError) {
        remove(other)
        try reporting(other) { try FileManager.default.moveItem(atPath: path, toPath: other) }
    }

    /// Removes a folder with all that is in it, if it is there.
    static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    private static func reporting<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(NodeError) -> Result {
        do {
            return try body()
        } catch {
            throw NodeError(.failed, "\(path): \(error)")
        }
    }
}
