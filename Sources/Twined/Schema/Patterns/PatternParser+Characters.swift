extension PatternParser {
    /// What stands between `[` and `]`.
    mutating func characterClass() throws(PatternError) -> ScalarSet {
        let isNegated = take("^")
        var set = ScalarSet.none
        while !take("]") {
            let first = try classPart()
            guard let lower = first.single, next == "-", position + 1 < scalars.count,
                scalars[position + 1] != "]"
            else {
                set.formUnion(first.set)
                continue
            }
            position += 1
            let last = try classPart()
            guard let upper = last.single else {
                // As without the flag: the dash stands for itself.
                set.formUnion(first.set)
                set.formUnion(ScalarSet(["-"..."-"]))
                set.formUnion(last.set)
                continue
            }
            guard lower <= upper else { throw error("a range in the wrong order") }
            set.insert(lower.value...upper.value)
        }
        return isNegated ? set.inverted : set
    }

    private mutating func classPart() throws(PatternError) -> (
        set: ScalarSet, single: Unicode.Scalar?
    ) {
        guard let next else { throw error("a \"[\" without its \"]\"") }
        position += 1
        if next != "\\" { return (ScalarSet([next...next]), next) }
        if take("b") { return (ScalarSet(["\u{8}"..."\u{8}"]), "\u{8}") }
        if let scalar = try escapedScalar(inClass: true) {
            return (ScalarSet([scalar...scalar]), scalar)
        }
        return (try escapedSet(inClass: true), nil)
    }

    /// What stands after a backslash and is one character or a set of them.
    mutating func escapedSet(inClass: Bool) throws(PatternError) -> ScalarSet {
        if let scalar = try escapedScalar(inClass: inClass) { return ScalarSet([scalar...scalar]) }
        guard let next else { throw error("a backslash at the end") }
        position += 1
        switch next {
        case "d": return .digit
        case "D": return ScalarSet.digit.inverted
        case "w": return .word
        case "W": return ScalarSet.word.inverted
        case "s": return .space
        case "S": return ScalarSet.space.inverted
        case "p": return try property()
        case "P": return try property().inverted
        default:
            position -= 1
            throw error("\\\(next) is no escape of ECMA-262")
        }
    }

    /// What stands after a backslash and is one character; nil for anything else.
    private mutating func escapedScalar(inClass: Bool) throws(PatternError) -> Unicode.Scalar? {
        guard let next else { return nil }
        let start = position
        position += 1
        switch next {
        case "t": return "\t"
        case "n": return "\n"
        case "v": return "\u{B}"
        case "f": return "\u{C}"
        case "r": return "\r"
        case "0" where !(self.next.map { ScalarSet.digit.contains($0) } ?? false): return "\0"
        case "c":
            guard let letter = self.next, letter.isASCII, letter.properties.isAlphabetic else {
                throw error("\\c wants a letter")
            }
            position += 1
            return Unicode.Scalar(letter.value % 32)
        case "x": return try scalar(hexadecimal(2))
        case "u": return try unicodeEscape()
        case let other where other.isASCII && !ScalarSet.word.contains(other): return other
        default:
            position = start
            return nil
        }
    }

    private mutating func unicodeEscape() throws(PatternError) -> Unicode.Scalar {
        if take("{") {
            let digits = scalars[position...].prefix { $0.properties.isASCIIHexDigit }
            guard (1...8).contains(digits.count) else { throw error("\\u{ wants a number") }
            let value = try hexadecimal(digits.count)
            guard take("}") else { throw error("\\u{ without its \"}\"") }
            return try scalar(value)
        }
        let high = try hexadecimal(4)
        guard (0xD800...0xDBFF).contains(high), take("\\"), take("u") else {
            return try scalar(high)
        }
        let low = try hexadecimal(4)
        guard (0xDC00...0xDFFF).contains(low) else { throw error("half of a surrogate pair") }
        return try scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }

    private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt32 {
        var text = ""
        let digits = scalars[position...].prefix(count).prefix { $0.properties.isASCIIHexDigit }
        text.unicodeScalars.append(contentsOf: digits)
        guard digits.count == count, let value = UInt32(text, radix: 16) else {
            throw error("\(count) hexadecimal digits are wanted")
        }
        position += count
        return value
    }

    private func scalar(_ value: UInt32) throws(PatternError) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value) else {
            throw error("\(String(value, radix: 16)) is no character")
        }
        return scalar
    }

    private mutating func property() throws(PatternError) -> ScalarSet {
        let start = position
        guard take("{") else { throw error("\\p wants the name of a property in braces") }
        let name = scalars[position...].prefix { $0 != "}" }
        position += name.count
        var text = ""
        text.unicodeScalars.append(contentsOf: name)
        guard take("}"), let set = UnicodeProperty.set(named: text) else {
            position = start
            throw error("the Unicode property \(Excerpt.of(text)) is not known here")
        }
        return set
    }
}
