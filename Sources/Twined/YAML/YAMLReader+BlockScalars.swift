import Topics

extension YAMLReader {
    /// What the first line of a block scalar says.
    private struct Header {
        var isFolded: Bool
        /// `+` keeps the line breaks at the end, `-` removes them all; else one stays.
        var chomping: UInt8?
        /// How many spaces more than what holds it the text has before each line.
        var indentation: Int?
    }

    /// The text of a block scalar as far as it has been read.
    private struct Content {
        var text: [UInt8] = []
        /// The line breaks since the last line with text.
        var breaks = 0
        var hasText = false
        var endsSpaced = false

        mutating func append(_ line: ArraySlice<UInt8>, isFolded: Bool) {
            let isSpaced = line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t")
            let isJoined = isFolded && hasText && !isSpaced && !endsSpaced
            if isJoined, breaks == 1 {
                text.append(UInt8(ascii: " "))
            } else {
                let kept = isJoined ? breaks - 1 : breaks
                text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: kept))
            }
            text += line
            breaks = 0
            hasText = true
            endsSpaced = isSpaced
        }
    }

    /// The literal or folded scalar whose header starts at the position, and what follows up to the next
    /// content.
    mutating func blockScalar(inside parent: Int) throws(YAMLError) -> JSONValue {
        try count()
        let header = try header(inside: parent)
        var indentation = header.indentation.map { parent + $0 }
        var content = Content()
        var mostBlanks = 0
        while !isAtEnd {
            let spaces = spaces(upTo: indentation ?? .max)
            let place = lineStart + spaces
            if isBreakOrEnd(byte(at: place)) {
                mostBlanks = max(mostBlanks, spaces)
                position = place
                content.breaks += 1
                try checkEnd(header, isOpen: header.chomping == UInt8(ascii: "+"))
                skipBreak()
                continue
            }
            if isMarker(at: lineStart) || spaces < (indentation ?? parent + 1) {
                guard byte(at: place) != UInt8(ascii: "\t") else {
                    position = place
                    throw error(.tab)
                }
                break
            }
            if indentation == nil {
                guard mostBlanks <= spaces else {
                    position = place
                    throw error(
                        .indentation("a blank line before the text has more spaces than the text"))
                }
                indentation = spaces
            }
            position = place
            skipComment()
            content.append(bytes[place..<position], isFolded: header.isFolded)
            try checkEnd(header, isOpen: header.chomping != UInt8(ascii: "-"))
            content.breaks = 1
            skipBreak()
        }
        findContent()
        return .string(text(of: content, header))
    }

    /// Where the text ends without a line break, readers differ in whether the value has one.
    private func checkEnd(_ header: Header, isOpen: Bool) throws(YAMLError) {
        guard isAtEnd, isOpen else { return }
        let style = header.isFolded ? ">-" : "|-"
        throw expected("a line break after the last line of the text, or \"\(style)\" before it")
    }

    private func text(of content: Content, _ header: Header) -> String {
        let kept =
            switch header.chomping {
            case UInt8(ascii: "+"): content.breaks
            case UInt8(ascii: "-"): 0
            default: content.hasText ? min(content.breaks, 1) : 0
            }
        return String(decoding: content.text, as: UTF8.self)
            + String(repeating: "\n", count: kept)
    }

    private func spaces(upTo limit: Int) -> Int {
        var count = 0
        while count < limit, byte(at: lineStart + count) == UInt8(ascii: " ") { count += 1 }
        return count
    }

    private mutating func header(inside parent: Int) throws(YAMLError) -> Header {
        var header = Header(isFolded: next == UInt8(ascii: ">"))
        position += 1
        indicators: while true {
            switch next {
            case UInt8(ascii: "+") where header.chomping == nil,
                UInt8(ascii: "-") where header.chomping == nil:
                header.chomping = next
            case UInt8(ascii: "1")...UInt8(ascii: "9") where header.indentation == nil:
                guard parent != Self.outermost else {
                    // Readers differ in what it would count from.
                    throw expected("no indentation indicator where nothing holds the text")
                }
                header.indentation = Int(next - UInt8(ascii: "0"))
            default:
                break indicators
            }
            position += 1
        }
        skipWhite()
        if isAtComment { skipComment() }
        guard isBreakOrEnd(next) else {
            throw expected("the end of the line after the start of a block scalar")
        }
        skipBreak()
        return header
    }
}
