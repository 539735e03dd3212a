import Foundation

/// The text files of the repository, without what was built or measured.
enum SourceTree {
    /// Found from the place of this file, so that the tests run in any clone and any folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let files: [SourceFile] = read(root, path: "")

    static var swift: [SourceFile] {
        files.filter { $0.path.hasSuffix(".swift") }
    }

    static var sources: [SourceFile] {
        swift.filter { $0.path.hasPrefix("Sources/") }
    }

    static var documents: [SourceFile] {
        files.filter { $0.path.hasSuffix(".md") }
    }

    /// Whether there is a file or folder at a path from the root.
    static func holds(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    private static let textExtensions: Set<String> = [
        "", "c", "h", "md", "modulemap", "py", "sh", "swift", "yml",
    ]
    private static let skipped: Set<String> = ["benchmarks/results", "fuzz/corpus", "var"]

    private static func read(_ folder: URL, path: String) -> [SourceFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().flatMap { name -> [SourceFile] in
            // Hidden folders hold what tools made; our own hidden folder is the exception.
            if name.hasPrefix("."), name != ".ci" { return [] }
            if skipped.contains(path + name) { return [] }
            let url = folder.appending(path: name)
            let values = try? url.resourceValues(forKeys: [.isDirectoryKey])
            if values?.isDirectory == true { return read(url, path: path + name + "/") }
            guard textExtensions.contains(url.pathExtension) else { return [] }
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
            return [SourceFile(path: path + name, text: text)]
        }
    }
}
