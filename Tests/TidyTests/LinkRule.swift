import Foundation

/// Links of a document to files beside it lead somewhere.
enum LinkRule {
    /// `exists` answers for a path from the root of the repository.
    static func violations(
        in file: SourceFile, exists: (String) -> Bool = SourceTree.holds
    ) -> [Violation] {
        var isInCode = false
        return file.lines.enumerated().flatMap { index, line -> [Violation] in
            if line.trimmingCharacters(in: .whitespaces).hasPrefix("```") { isInCode.toggle() }
            if isInCode { return [] }
            return targets(in: line).compactMap { target in
                guard let path = path(of: target, from: file.folder) else {
                    return file.violation(index, "\(target) leaves the repository")
                }
                return exists(path) ? nil : file.violation(index, "\(target) leads nowhere")
            }
        }
    }

    /// The targets of a line that are files: no addresses of the web, no places in the same document.
    private static func targets(in line: String) -> [String] {
        let text = line.replacing(/`[^`]*`/, with: "`")
        let inline = text.matches(of: /\]\(<?([^)>\s]+)/).map { String($0.1) }
        let referenced = text.matches(of: /^\s*\[[^\]]+\]:\s*<?([^>\s]+)/).map { String($0.1) }
        return (inline + referenced).filter { target in
            target.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.\-]*:/) == nil && !target.hasPrefix("#")
        }
    }

    /// The path from the root that a target names; nil where it climbs out of the repository.
    private static func path(of target: String, from folder: String) -> String? {
        let file = target.prefix { $0 != "#" && $0 != "?" }
        guard !file.hasPrefix("/") else { return nil }
        var parts = folder.split(separator: "/").map(String.init)
        for part in file.split(separator: "/") where part != "." {
            if part != ".." {
                parts.append(part.removingPercentEncoding ?? String(part))
            } else if parts.popLast() == nil {
                return nil
            }
        }
        return parts.joined(separator: "/")
    }
}
