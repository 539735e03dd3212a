/// Words that must not stand in a file. They are put together here so that the rule does not find itself.
enum WordRule {
    /// Work left undone belongs in the issue tracker, not in the code.
    static let leftoverMarks = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]

    /// A trap in place of an error: a peer could reach it.
    static let traps = ["try" + "!", "as" + "!"]

    /// Where somebody's machine keeps things.
    static let machinePaths = ["home", "root", "Users", "work", "farm"].map { "/" + $0 + "/" }

    static func leftoverMarks(_ file: SourceFile) -> [Violation] {
        find(leftoverMarks, in: file.lines, of: file) { "no leftover mark \($0)" }
    }

    static func traps(_ file: SourceFile) -> [Violation] {
        find(traps, in: file.code, of: file) { "no \($0): handle the error" }
    }

    static func machinePaths(_ file: SourceFile) -> [Violation] {
        find(machinePaths, in: file.lines, of: file) { "no path of one machine: \($0)" }
    }

    private static func find(
        _ words: [String], in lines: [String], of file: SourceFile, rule: (String) -> String
    ) -> [Violation] {
        lines.enumerated().flatMap { index, line in
            words.filter { line.holdsWord($0) }.map { file.violation(index, rule($0)) }
        }
    }
}

extension String {
    /// Whether a word stands here that is not a part of a longer word or path.
    fileprivate func holdsWord(_ word: String) -> Bool {
        ranges(of: word).contains { range in
            let before = self[..<range.lowerBound].last
            let after = self[range.upperBound...].first
            let opensWord = before.map { !$0.isPartOfName && !".}$~-".contains($0) } ?? true
            let closesWord = word.last?.isPartOfName != true || after?.isPartOfName != true
            return opensWord && closesWord
        }
    }
}

extension Character {
    fileprivate var isPartOfName: Bool {
        isLetter || isNumber || self == "_"
    }
}
