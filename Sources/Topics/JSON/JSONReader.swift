/// Reads one JSON text, strictly as RFC 8259 has it: UTF-8 without a byte order mark, no comments, no
/// trailing commas, no key twice in an object, no half surrogate pairs.
///
/// The text is read once, from the front; memory and time grow with its length, and `JSONLimits` bound
/// its length and depth. Whatever the bytes are, the outcome is a value or an error.
public struct JSONReader {
    let bytes: [UInt8]
    let limits: JSONLimits
    var position = 0

    /// The value that the bytes write.
    ///
    /// - Throws: `JSONError` with the place and what was expected there.
    public static func read(
        _ bytes: [UInt8], limits: JSONLimits = .standard
    ) throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.byteLimit else {
            throw JSONError(
                .tooLong(byteCount: bytes.count, limit: limits.byteLimit), at: 0, of: bytes)
        }
        var reader = JSONReader(bytes, limits: limits)
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.expected("the end of the text") }
        return value
    }

    init(_ bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The byte at the position, or nil at the end.
    var next: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard let next else { throw expected("a value") }
        switch next {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try word("true", as: .bool(true))
        case UInt8(ascii: "f"): return try word("false", as: .bool(false))
        case UInt8(ascii: "n"): return try word("null", as: .null)
        default: throw expected("a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        try check(depth: depth)
        position += 1
        var object = JSONObject()
        skipSpace()
        if next == UInt8(ascii: "}") {
            position += 1
            return object
        }
        while true {
            guard next == UInt8(ascii: "\"") else {
                throw expected(object.isEmpty ? "a key in quotes or \"}\"" : "a key in quotes")
            }
            let key = try newKey(of: object)
            skipSpace()
            guard next == UInt8(ascii: ":") else { throw expected("\":\" after a key") }
            position += 1
            skipSpace()
            object.append(newKey: key, try value(depth: depth))
            if try isLast(closedBy: UInt8(ascii: "}")) { return object }
        }
    }

    private mutating func newKey(of object: JSONObject) throws(JSONError) -> String {
        let start = position
        let key = try string()
        guard !object.contains(key) else {
            throw JSONError(.duplicateKey(String(key.prefix(80))), at: start, of: bytes)
        }
        return key
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        try check(depth: depth)
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if next == UInt8(ascii: "]") {
            position += 1
            return elements
        }
        while true {
            elements.append(try value(depth: depth))
            if try isLast(closedBy: UInt8(ascii: "]")) { return elements }
        }
    }

    /// Takes the comma or the closing bracket after an element, and the space around it.
    private mutating func isLast(closedBy bracket: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        switch next {
        case UInt8(ascii: ","):
            position += 1
            skipSpace()
            return false
        case bracket:
            position += 1
            return true
        default:
            throw expected("\",\" or \"\(Unicode.Scalar(bracket))\"")
        }
    }

    private mutating func word(
        _ word: StaticString, as value: JSONValue
    ) throws(JSONError) -> JSONValue {
        let text = word.description.utf8
        guard bytes[position...].starts(with: text) else { throw expected("a value") }
        position += text.count
        return value
    }

    private func check(depth: Int) throws(JSONError) {
        guard depth <= limits.depthLimit else { throw error(.tooDeep(limit: limits.depthLimit)) }
    }

    mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
                position += 1
            default:
                return
            }
        }
    }

    /// The error of finding something else at the position.
    func expected(_ expected: String) -> JSONError {
        error(.expected(expected, found: foundHere))
    }

    /// The error of a problem at the position.
    func error(_ problem: JSONError.Problem) -> JSONError {
        JSONError(problem, at: position, of: bytes)
    }

    private var foundHere: String {
        guard let next else { return "the end of the text" }
        if bytes[position...].starts(with: [0xEF, 0xBB, 0xBF]) { return "a byte order mark" }
        guard (0x21...0x7E).contains(next) else { return "byte \(next)" }
        return next == UInt8(ascii: "\"") ? "a quote" : "\"\(Unicode.Scalar(next))\""
    }
}
