extension FilterParser {
    /// Reads the string whose opening quote is at the position.
    mutating func string() throws(FilterError) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                guard let text = String(validating: content, as: UTF8.self) else {
                    throw FilterError(problem: .invalidUTF8, offset: start)
                }
                return text
            case UInt8(ascii: "\\"):
                position += 1
                try appendEscape(to: &content)
            case 0..<0x20, 0x7F:
                throw expected("an escape for the control character")
            default:
                content.append(byte)
                position += 1
            }
        }
        throw expected("the closing quote of a string")
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(FilterError) {
        let letter = next
        switch letter {
        case UInt8(ascii: "\\"): content.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "\""): content.append(UInt8(ascii: "\""))
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "x"):
            position += 1
            content.append(UInt8(try number(digits: 2, radix: 16, limit: 0xFF)))
            return
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            position += 1
            content.append(contentsOf: try scalar(digits: letter == UInt8(ascii: "u") ? 4 : 8).utf8)
            return
        default:
            guard Self.digit(letter, radix: 8) != nil else {
                throw expected("one of \\\"nrtxuU or an octal digit after a backslash")
            }
            content.append(UInt8(try number(digits: 3, radix: 8, limit: 0xFF)))
            return
        }
        position += 1
    }

    private mutating func scalar(digits: Int) throws(FilterError) -> Unicode.Scalar {
        let start = position
        let number = try number(digits: digits, radix: 16, limit: 0x10_FFFF)
        guard let scalar = Unicode.Scalar(number) else {
            let problem = FilterError.Problem.expected(
                "a character", found: "half of a surrogate pair")
            throw FilterError(problem: problem, offset: start)
        }
        return scalar
    }

    private mutating func number(
        digits: Int, radix: UInt32, limit: UInt32
    ) throws(FilterError) -> UInt32 {
        let start = position
        var number: UInt32 = 0
        for _ in 0..<digits {
            guard let digit = Self.digit(next, radix: radix) else {
                throw expected(radix == 8 ? "an octal digit" : "a hexadecimal digit")
            }
            number = number &* radix &+ digit
            position += 1
        }
        guard number <= limit else {
            let limitText = String(limit, radix: Int(radix))
            let problem = FilterError.Problem.expected(
                "an escape up to \(limitText)", found: String(number, radix: Int(radix)))
            throw FilterError(problem: problem, offset: start)
        }
        return number
    }

    private static func digit(_ byte: UInt8?, radix: UInt32) -> UInt32? {
        guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
            return nil
        }
        return digit < radix ? UInt32(digit) : nil
    }
}
