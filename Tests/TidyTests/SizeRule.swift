/// Files and functions that a reader can take in.
enum SizeRule {
    /// Lines of a file: what one person reads in one sitting.
    static let fileLimit = 400
    /// Lines of a function, from its declaration to its closing brace: a screen.
    static let functionLimit = 60

    static func longFile(_ file: SourceFile) -> [Violation] {
        guard file.lines.count > fileLimit else { return [] }
        let rule = "a file has at most \(fileLimit) lines, this one \(file.lines.count)"
        return [file.violation(fileLimit, rule)]
    }

    static func longFunctions(_ file: SourceFile) -> [Violation] {
        let declaration = /(?:^|[^.\w])(?:func|init|deinit|subscript)\b/
        return file.code.indices.compactMap { start in
            guard let match = file.code[start].firstMatch(of: declaration) else { return nil }
            let column = file.code[start][..<match.range.lowerBound].utf8.count
            guard let end = lastLine(of: file.code, from: start, column: column) else { return nil }
            let length = end - start + 1
            guard length > functionLimit else { return nil }
            let rule = "a function has at most \(functionLimit) lines, this one \(length)"
            return file.violation(start, rule)
        }
    }

    /// The line with the brace that closes the first body after a place; nil where none opens.
    private static func lastLine(of code: [String], from start: Int, column: Int) -> Int? {
        var braces = 0
        // Between ( and ) no body opens: a default value may be a closure.
        var brackets = 0
        for index in start..<code.count {
            for byte in code[index].utf8.dropFirst(index == start ? column : 0) {
                switch byte {
                case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
                case UInt8(ascii: "{") where braces > 0 || brackets == 0: braces += 1
                case UInt8(ascii: "}") where braces == 0 && brackets <= 0: return nil
                case UInt8(ascii: "}") where braces > 0:
                    braces -= 1
                    if braces == 0 { return index }
                default: continue
                }
            }
        }
        return nil
    }
}
