/// Blanks comments, the text of string literals and names in backticks, so that a line scan sees code.
///
/// Lines keep their number. Code inside an interpolation stays. Regex literals are taken for code.
struct CodeScrubber {
    private let bytes: [UInt8]
    private var index = 0
    private var output: [UInt8] = []

    /// The text with a space for every byte that is not code.
    static func scrub(_ text: String) -> String {
        var scrubber = CodeScrubber(bytes: Array(text.utf8))
        scrubber.code(inInterpolation: false)
        return String(decoding: scrubber.output, as: UTF8.self)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count)
    }

    private mutating func code(inInterpolation: Bool) {
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "/") where starts("//"): blankLine()
            case UInt8(ascii: "/") where starts("/*"): blockComment()
            case UInt8(ascii: "\""): string(hashes: 0)
            case UInt8(ascii: "#") where hashesBeforeQuote() > 0:
                string(hashes: hashesBeforeQuote())
            case UInt8(ascii: "`"): backticks()
            case UInt8(ascii: ")") where inInterpolation && depth == 0: return blank(1)
            case UInt8(ascii: "("):
                depth += 1
                keep()
            case UInt8(ascii: ")"):
                depth -= 1
                keep()
            default: keep()
            }
        }
    }

    private mutating func string(hashes: Int) {
        blank(hashes)
        let quotes = starts("\"\"\"") ? 3 : 1
        let guardMarks = String(repeating: "#", count: hashes)
        let end = String(repeating: "\"", count: quotes) + guardMarks
        let escape = "\\" + guardMarks
        blank(quotes)
        while index < bytes.count {
            if starts(end) { return blank(end.utf8.count) }
            if quotes == 1, starts("\n") { return }
            if starts(escape + "(") {
                blank(escape.utf8.count + 1)
                code(inInterpolation: true)
            } else if starts(escape) {
                blank(escape.utf8.count + 1)
            } else {
                blank(1)
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && index < bytes.count
    }

    private mutating func backticks() {
        blank(1)
        while index < bytes.count, !starts("`"), !starts("\n") { blank(1) }
        if starts("`") { blank(1) }
    }

    private mutating func blankLine() {
        while index < bytes.count, !starts("\n") { blank(1) }
    }

    /// How many `#` stand here before the quote of a raw string; 0 where none opens.
    private func hashesBeforeQuote() -> Int {
        let hashes = bytes[index...].prefix { $0 == UInt8(ascii: "#") }
        let isQuote = hashes.endIndex < bytes.count && bytes[hashes.endIndex] == UInt8(ascii: "\"")
        return isQuote ? hashes.count : 0
    }

    private func starts(_ text: String) -> Bool {
        bytes[index...].starts(with: text.utf8)
    }

    private mutating func keep() {
        output.append(bytes[index])
        index += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where index < bytes.count {
            let isNewline = bytes[index] == UInt8(ascii: "\n")
            output.append(isNewline ? bytes[index] : UInt8(ascii: " "))
            index += 1
        }
    }
}
