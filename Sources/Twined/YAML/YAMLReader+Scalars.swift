extension YAMLReader {
    /// The plain scalar that starts at the position, which moves right behind its last character.
    mutating func plain(minimum: Int, inFlow: Bool, isOnOneLine: Bool) -> String {
        var text: [UInt8] = []
        while true {
            let start = position
            let end = endOfPlainLine(inFlow: inFlow)
            text += bytes[start..<end]
            position = end
            guard !isOnOneLine,
                let breaks = plainContinuation(minimum: minimum, inFlow: inFlow)
            else { return String(decoding: text, as: UTF8.self) }
            fold(breaks, into: &text)
        }
    }

    /// Where the plain text ends that goes on at the position, on this line.
    private func endOfPlainLine(inFlow: Bool) -> Int {
        var place = position
        var end = position
        while true {
            let byte = byte(at: place)
            switch byte {
            case 0, UInt8(ascii: "\n"):
                return end
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                place += 1
                continue
            case UInt8(ascii: ":") where !isPlainSafe(self.byte(at: place + 1), inFlow: inFlow):
                return end
            case UInt8(ascii: "#") where place > end:
                return end
            default:
                if inFlow, isFlowIndicator(byte) { return end }
            }
            place += 1
            end = place
        }
    }

    /// One line break is a space; each one after it stays.
    private func fold(_ breaks: Int, into text: inout [UInt8]) {
        if breaks == 1 {
            text.append(UInt8(ascii: " "))
        } else {
            text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: breaks - 1))
        }
    }

    /// The scalar in single quotes that starts at the position.
    mutating func singleQuoted(minimum: Int) throws(YAMLError) -> String {
        position += 1
        var text: [UInt8] = []
        while true {
            switch next {
            case UInt8(ascii: "'") where second == UInt8(ascii: "'"):
                text.append(next)
                position += 2
            case UInt8(ascii: "'"):
                position += 1
                return String(decoding: text, as: UTF8.self)
            default:
                try quotedCharacter(minimum: minimum, into: &text)
            }
        }
    }

    /// The scalar in double quotes that starts at the position.
    mutating func doubleQuoted(minimum: Int) throws(YAMLError) -> String {
        position += 1
        var text: [UInt8] = []
        while true {
            switch next {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\") where second == UInt8(ascii: "\n"):
                position += 1
                let breaks = try quotedContinuation(minimum: minimum)
                text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: breaks - 1))
            case UInt8(ascii: "\\"):
                text.append(contentsOf: Array(String(try escapedScalar()).utf8))
            default:
                try quotedCharacter(minimum: minimum, into: &text)
            }
        }
    }

    /// Takes a character as it is, or the white space around line breaks as what it folds into.
    private mutating func quotedCharacter(
        minimum: Int, into text: inout [UInt8]
    ) throws(YAMLError) {
        guard !isAtEnd else { throw expected("the closing quote") }
        guard isBlank(next) else {
            text.append(next)
            position += 1
            return
        }
        let start = position
        skipWhite()
        if next == UInt8(ascii: "\n") {
            fold(try quotedContinuation(minimum: minimum), into: &text)
        } else {
            text += bytes[start..<position]
        }
    }

    private mutating func escapedScalar() throws(YAMLError) -> Unicode.Scalar {
        let start = position
        let letter = second
        position += 2
        switch letter {
        case UInt8(ascii: "x"): return try scalar(of: try digits(2, from: start), from: start)
        case UInt8(ascii: "u"): return try shortScalar(from: start)
        case UInt8(ascii: "U"): return try scalar(of: try digits(8, from: start), from: start)
        default:
            guard let scalar = Self.escapes[letter] else { throw badEscape(from: start) }
            return scalar
        }
    }

    private static let escapes: [UInt8: Unicode.Scalar] = [
        UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}",
        UInt8(ascii: "t"): "\t", UInt8(ascii: "\t"): "\t", UInt8(ascii: "n"): "\n",
        UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}", UInt8(ascii: "r"): "\r",
        UInt8(ascii: "e"): "\u{1B}", UInt8(ascii: " "): " ", UInt8(ascii: "\""): "\"",
        UInt8(ascii: "/"): "/", UInt8(ascii: "\\"): "\\", UInt8(ascii: "N"): "\u{85}",
        UInt8(ascii: "_"): "\u{A0}", UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
    ]

    /// Reads the digits of `\uXXXX`, or of `\uXXXX\uXXXX` where they are a surrogate pair as in JSON.
    private mutating func shortScalar(from start: Int) throws(YAMLError) -> Unicode.Scalar {
        let first = try digits(4, from: start)
        guard UTF16.isLeadSurrogate(UInt16(first)), next == UInt8(ascii: "\\"),
            second == UInt8(ascii: "u")
        else { return try scalar(of: first, from: start) }
        position += 2
        let last = try digits(4, from: start)
        guard UTF16.isTrailSurrogate(UInt16(last)) else { throw badEscape(from: start) }
        return try scalar(of: 0x1_0000 + (first & 0x3FF) << 10 + (last & 0x3FF), from: start)
    }

    private mutating func digits(_ count: Int, from start: Int) throws(YAMLError) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<count {
            guard let digit = Int(hexadecimal: next) else { throw badEscape(from: start) }
            number = number << 4 | UInt32(digit)
            position += 1
        }
        return number
    }

    private func scalar(of number: UInt32, from start: Int) throws(YAMLError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(number) else { throw badEscape(from: start) }
        return scalar
    }

    private func badEscape(from start: Int) -> YAMLError {
        let shown = bytes[start..<min(max(position, start + 2), bytes.count)]
        return YAMLError(.escape(String(decoding: shown, as: UTF8.self)), at: start, of: bytes)
    }
}
