import Foundation

/// A text file of the repository.
struct SourceFile: Sendable {
    /// The path from the root of the repository, with slashes.
    let path: String
    let lines: [String]
    /// The lines of a Swift file without what stands in comments, strings and backticks.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = Self.split(text)
        code = path.hasSuffix(".swift") ? Self.split(CodeScrubber.scrub(text)) : []
    }

    /// The path of the folder, without a slash at its end.
    var folder: String {
        (path as NSString).deletingLastPathComponent
    }

    /// A violation of a rule in the line with this index.
    func violation(_ index: Int, _ rule: String) -> Violation {
        Violation(path: path, line: index + 1, rule: rule)
    }

    private static func split(_ text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
