extension JSONReader {
    /// Reads the string whose opening quote is at the position.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let content = bytes[start..<position]
                let text =
                    isASCII
                    ? String(decoding: content, as: UTF8.self)
                    : try checkedText(content, of: start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                return try stringWithEscapes(from: start)
            case 0..<0x20:
                throw error(.controlCharacter(byte))
            default:
                isASCII = isASCII && byte < 0x80
                position += 1
            }
        }
        throw expected("the closing quote of a string")
    }

    /// Goes on at the first backslash of a string that starts at `start`.
    private mutating func stringWithEscapes(from start: Int) throws(JSONError) -> String {
        var content = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let text = try checkedText(content[...], of: start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                try appendEscape(to: &content)
            case 0..<0x20:
                throw error(.controlCharacter(byte))
            default:
                content.append(byte)
                position += 1
            }
        }
        throw expected("the closing quote of a string")
    }

    private mutating func appendEscape(to content: inout [UInt8]) throws(JSONError) {
        position += 1
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            content.append(bytes[position])
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            content.append(contentsOf: try escapedScalar().utf8)
            return
        default: throw expected("one of \"\\/bfnrtu after a backslash")
        }
        position += 1
    }

    /// Reads `uXXXX`, or `uXXXX\uXXXX` where the first is the high half of a surrogate pair.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let start = position - 1
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [0x5C, 0x75]) else {
            throw JSONError(.loneSurrogate, at: start, of: bytes)
        }
        position += 1
        let second = try codeUnit()
        let pair = 0x1_0000 + UInt32(first & 0x3FF) << 10 + UInt32(second & 0x3FF)
        guard UTF16.isTrailSurrogate(second), let scalar = Unicode.Scalar(pair) else {
            throw JSONError(.loneSurrogate, at: start, of: bytes)
        }
        return scalar
    }

    /// Reads `uXXXX`.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let next, let digit = Self.hexDigit(next) else {
                throw expected("a hexadecimal digit")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The text of bytes that may be broken UTF-8. Escapes are ASCII, so what is broken with them
    /// replaced is broken in the source as well, and there the place is found.
    private func checkedText(
        _ content: ArraySlice<UInt8>, of source: Range<Int>
    ) throws(JSONError) -> String {
        if let text = String(validating: content, as: UTF8.self) { return text }
        throw JSONError(
            .invalidUTF8, at: source.lowerBound + bytes[source].validUTF8PrefixCount, of: bytes)
    }
}

extension ArraySlice<UInt8> {
    /// How many bytes at the front are whole, valid UTF-8.
    fileprivate var validUTF8PrefixCount: Int {
        var decoder = UTF8.ForwardParser()
        var rest = makeIterator()
        var valid = 0
        while case .valid(let scalar) = decoder.parseScalar(from: &rest) { valid += scalar.count }
        return valid
    }
}
