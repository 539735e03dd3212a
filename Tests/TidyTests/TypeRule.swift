/// One type in a file, and the file named like it.
///
/// Beside it may stand the protocols it asks for, what is private to the file, and extensions.
enum TypeRule {
    static func violations(in file: SourceFile) -> [Violation] {
        let types = openTypes(in: file)
        guard let first = types.first else { return [] }
        let stem = file.path.split(separator: "/").last?.prefix { $0 != "." && $0 != "+" } ?? ""
        if let second = types.dropFirst().first {
            let rule = "one type a file: \(second.name) needs a file beside \(first.name)'s"
            return [file.violation(second.line, rule)]
        }
        if first.name != stem {
            return [file.violation(first.line, "\(first.name) belongs in \(first.name).swift")]
        }
        return []
    }

    /// The types at the top level that other files can see; a type twice in #if and #else counts once.
    private static func openTypes(in file: SourceFile) -> [(name: String, line: Int)] {
        let declaration =
            /^\s*(?<before>(?:[@\w]+(?:\([^)]*\))?\s+)*?)(?:struct|class|enum|actor)\s+(?<name>\w+)/
        var depth = 0
        var types: [(name: String, line: Int)] = []
        for (index, line) in file.code.enumerated() {
            if depth == 0, let match = line.firstMatch(of: declaration) {
                let isPrivate = match.before.contains("private")
                let isKnown = types.contains { $0.name == match.name }
                if !isPrivate, !isKnown { types.append((String(match.name), index)) }
            }
            for byte in line.utf8 {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
            }
        }
        return types
    }
}
