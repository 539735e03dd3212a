/// A text as the reader takes it: UTF-8 without a byte order mark, its lines ended by line feeds, and no
/// character that YAML does not allow.
enum YAMLText {
    /// The text of a file's bytes.
    static func checked(
        _ bytes: [UInt8], limits: YAMLLimits
    ) throws(YAMLError) -> [UInt8] {
        guard bytes.count <= limits.byteLimit else {
            throw YAMLError(
                .tooLong(byteCount: bytes.count, limit: limits.byteLimit), at: 0, of: [])
        }
        let text = withLineFeeds(bytes)
        try check(text)
        return text
    }

    private static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var isAfterReturn = false
        for byte in bytes.dropFirst(bytes.starts(with: mark) ? mark.count : 0) {
            if byte == UInt8(ascii: "\r") {
                text.append(UInt8(ascii: "\n"))
            } else if byte != UInt8(ascii: "\n") || !isAfterReturn {
                text.append(byte)
            }
            isAfterReturn = byte == UInt8(ascii: "\r")
        }
        return text
    }

    private static func check(_ text: [UInt8]) throws(YAMLError) {
        var decoder = UTF8()
        var rest = text.makeIterator()
        var offset = 0
        while true {
            switch decoder.decode(&rest) {
            case .emptyInput:
                return
            case .error:
                throw YAMLError(.invalidUTF8, at: offset, of: text)
            case .scalarValue(let scalar):
                guard isAllowed(scalar.value) else {
                    throw YAMLError(.character(scalar.value), at: offset, of: text)
                }
                offset += UTF8.width(scalar)
            }
        }
    }

    // YAML 1.2 section 5.1; DEL and the C1 controls could stand in quotes, and are refused there, too.
    private static func isAllowed(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09, 0x0A, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: true
        default: false
        }
    }
}
