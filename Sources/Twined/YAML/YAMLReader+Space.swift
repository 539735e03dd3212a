extension YAMLReader {
    /// The byte at the position, or 0 at the end: no text holds a zero byte.
    var next: UInt8 { byte(at: position) }

    /// The byte after the one at the position, or 0 at the end.
    var second: UInt8 { byte(at: position + 1) }

    /// Whether everything has been read.
    var isAtEnd: Bool { position >= bytes.count }

    func byte(at place: Int) -> UInt8 {
        place < bytes.count ? bytes[place] : 0
    }

    func isWhite(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    func isBreakOrEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == 0
    }

    func isBlank(_ byte: UInt8) -> Bool {
        isWhite(byte) || isBreakOrEnd(byte)
    }

    func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"):
            true
        default:
            false
        }
    }

    /// Whether `---` or `...` starts at a place, which has to be the start of a line.
    func isMarker(at place: Int) -> Bool {
        let mark = byte(at: place)
        return (mark == UInt8(ascii: "-") || mark == UInt8(ascii: "."))
            && byte(at: place + 1) == mark && byte(at: place + 2) == mark
            && isBlank(byte(at: place + 3))
    }

    /// Whether a comment starts at the position.
    var isAtComment: Bool {
        next == UInt8(ascii: "#")
            && (position == lineStart || isWhite(byte(at: position - 1)))
    }

    /// Goes over spaces and tabs, and notes whether there are tabs.
    mutating func skipWhite() {
        isAfterTab = false
        while isWhite(next) {
            isAfterTab = isAfterTab || next == UInt8(ascii: "\t")
            position += 1
        }
    }

    mutating func skipComment() {
        while !isBreakOrEnd(next) { position += 1 }
    }

    mutating func skipBreak() {
        guard next == UInt8(ascii: "\n") else { return }
        position += 1
        lineStart = position
    }

    /// From the start of a line, goes to the next content, over blank lines and comments.
    mutating func findContent() {
        while true {
            while next == UInt8(ascii: " ") { position += 1 }
            indent = position - lineStart
            skipWhite()
            if isAtComment { skipComment() }
            guard next == UInt8(ascii: "\n") else { break }
            skipBreak()
        }
        if isAtEnd || (position == lineStart && isMarker(at: position)) {
            indent = Self.endOfDocument
            isAfterTab = false
        }
    }

    /// Takes the rest of a line, on which only a comment may stand, and finds the next content.
    mutating func finishLine() throws(YAMLError) {
        skipWhite()
        if isAtComment { skipComment() }
        guard isBreakOrEnd(next) else { throw expected("the end of the line") }
        skipBreak()
        findContent()
    }

    /// Goes to the next token inside a flow collection, over line breaks and comments.
    mutating func skipFlowSpace(minimum: Int) throws(YAMLError) {
        while true {
            skipWhite()
            if isAtComment { skipComment() }
            guard next == UInt8(ascii: "\n") else { return }
            skipBreak()
            while next == UInt8(ascii: " ") { position += 1 }
            let spaces = position - lineStart
            skipWhite()
            if isBreakOrEnd(next) || isAtComment { continue }
            try checkContinuation(spaces: spaces, minimum: minimum)
        }
    }

    /// The line breaks from the position to the next text of a scalar, to which the position moves; nil
    /// where a line follows that no plain scalar goes on with.
    mutating func plainContinuation(minimum: Int, inFlow: Bool) -> Int? {
        var place = position
        while isWhite(byte(at: place)) { place += 1 }
        var breaks = 0
        var start = place
        var spaces = 0
        while byte(at: place) == UInt8(ascii: "\n") {
            breaks += 1
            place += 1
            start = place
            while byte(at: place) == UInt8(ascii: " ") { place += 1 }
            spaces = place - start
            while isWhite(byte(at: place)) { place += 1 }
        }
        let first = byte(at: place)
        guard breaks > 0, first != 0, first != UInt8(ascii: "#"), spaces >= minimum,
            !isMarker(at: start), !(inFlow && isFlowIndicator(first)),
            !(first == UInt8(ascii: ":") && !isPlainSafe(byte(at: place + 1), inFlow: inFlow))
        else { return nil }
        lineStart = start
        position = place
        return breaks
    }

    /// The line breaks from the position to the next text inside quotes, to which the position moves.
    mutating func quotedContinuation(minimum: Int) throws(YAMLError) -> Int {
        var breaks = 0
        var spaces = 0
        while next == UInt8(ascii: "\n") {
            breaks += 1
            skipBreak()
            while next == UInt8(ascii: " ") { position += 1 }
            spaces = position - lineStart
            skipWhite()
        }
        guard !isAtEnd else { throw expected("the closing quote") }
        try checkContinuation(spaces: spaces, minimum: minimum)
        return breaks
    }

    private func checkContinuation(spaces: Int, minimum: Int) throws(YAMLError) {
        guard !isMarker(at: lineStart) else {
            throw expected("the closing quote or bracket before the end of the document")
        }
        guard spaces >= minimum else {
            if isAfterTab { throw error(.tab) }
            throw error(
                .indentation(
                    "a line that goes on with a value has to start at column \(minimum + 1) or later"
                ))
        }
    }

    func isPlainSafe(_ byte: UInt8, inFlow: Bool) -> Bool {
        !isBlank(byte) && !(inFlow && isFlowIndicator(byte))
    }

    /// The error of finding something else at the position.
    func expected(_ expected: String) -> YAMLError {
        error(.expected(expected, found: foundHere))
    }

    /// The error of a problem at the position.
    func error(_ problem: YAMLError.Problem) -> YAMLError {
        YAMLError(problem, at: position, of: bytes)
    }

    private var foundHere: String {
        switch next {
        case 0: "the end of the text"
        case UInt8(ascii: "\n"): "the end of the line"
        case UInt8(ascii: "\t"): "a tab"
        case UInt8(ascii: "\""): "a quote"
        case 0x20...0x7E: "\"\(Unicode.Scalar(next))\""
        default: "byte \(next)"
        }
    }
}
