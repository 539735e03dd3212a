/// Writes JSON values as UTF-8 bytes; what it writes, `JSONReader` reads back as an equal value.
///
/// Only what must be escaped is: quotes, backslashes and control characters.
struct JSONWriter {
    private let layout: JSONLayout
    private var bytes: [UInt8] = []

    /// The widest line on which an array of plain values is kept together, in bytes.
    private static let lineWidth = 80

    /// The bytes of a value in a layout.
    static func bytes(of value: JSONValue, _ layout: JSONLayout) -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        writer.write(value, indentation: 0)
        return writer.bytes
    }

    private init(layout: JSONLayout) {
        self.layout = layout
    }

    private mutating func write(_ value: JSONValue, indentation: Int) {
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .number(let number):
            append(layout == .canonical ? number.canonicalText : number.text)
        case .string(let string): write(string)
        case .array(let elements): write(elements, indentation: indentation)
        case .object(let object): write(object, indentation: indentation)
        }
    }

    private mutating func write(_ elements: [JSONValue], indentation: Int) {
        guard layout == .pretty else { return writeInline(elements, separator: ",") }
        if elements.isEmpty { return append("[]") }
        if writeOnOneLine(elements) { return }
        append("[")
        for (place, element) in elements.enumerated() {
            if place > 0 { append(",") }
            startLine(indentation: indentation + 1)
            write(element, indentation: indentation + 1)
        }
        startLine(indentation: indentation)
        append("]")
    }

    private mutating func writeInline(_ elements: [JSONValue], separator: String) {
        append("[")
        for (place, element) in elements.enumerated() {
            if place > 0 { append(separator) }
            write(element, indentation: 0)
        }
        append("]")
    }

    /// Writes the array behind what is on the line already, or nothing when it is not short and plain.
    private mutating func writeOnOneLine(_ elements: [JSONValue]) -> Bool {
        // The shortest element with its comma and space takes three bytes.
        guard elements.count <= Self.lineWidth / 3, elements.allSatisfy(\.isPlain) else {
            return false
        }
        let start = bytes.count
        let lineStart = bytes.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        writeInline(elements, separator: ", ")
        guard bytes.count - lineStart <= Self.lineWidth else {
            bytes.removeSubrange(start...)
            return false
        }
        return true
    }

    private mutating func write(_ object: JSONObject, indentation: Int) {
        let members =
            layout == .canonical
            ? object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : Array(object)
        append("{")
        for (place, member) in members.enumerated() {
            if place > 0 { append(",") }
            startLine(indentation: indentation + 1)
            write(member.key)
            append(layout == .pretty ? ": " : ":")
            write(member.value, indentation: indentation + 1)
        }
        if !members.isEmpty { startLine(indentation: indentation) }
        append("}")
    }

    private mutating func startLine(indentation: Int) {
        guard layout == .pretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * indentation))
    }

    private mutating func write(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        if string.utf8.allSatisfy({ !Self.mustBeEscaped($0) }) {
            append(string)
        } else {
            for byte in string.utf8 {
                if Self.mustBeEscaped(byte) { appendEscape(of: byte) } else { bytes.append(byte) }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x08: append("\\b")
        case 0x09: append("\\t")
        case 0x0A: append("\\n")
        case 0x0C: append("\\f")
        case 0x0D: append("\\r")
        default:
            append(byte < 0x10 ? "\\u000" : "\\u00")
            append(String(byte, radix: 16))
        }
    }

    private mutating func append(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private static func mustBeEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}

extension JSONValue {
    /// Whether the value contains no others.
    fileprivate var isPlain: Bool {
        switch self {
        case .null, .bool, .number, .string: true
        case .array, .object: false
        }
    }
}
