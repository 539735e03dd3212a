extension JSONReader {
    /// Reads the number that starts at the position; the value is not looked at, so nothing is lost.
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        try integerPart()
        if next == UInt8(ascii: ".") {
            position += 1
            try digits(of: "a digit after the point")
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try digits(of: "a digit of the exponent")
        }
        return JSONNumber(checked: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func integerPart() throws(JSONError) {
        guard next == UInt8(ascii: "0") else { return try digits(of: "a digit") }
        position += 1
        if let next, Self.isDigit(next) {
            throw expected("no digit after a leading 0")
        }
    }

    private mutating func digits(of meaning: String) throws(JSONError) {
        guard let next, Self.isDigit(next) else { throw expected(meaning) }
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
