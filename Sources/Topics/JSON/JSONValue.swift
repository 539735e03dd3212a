/// Any value that JSON can write (RFC 8259): exact numbers, ordered objects, text that is valid Unicode.
///
///     let value = try JSONValue(parsing: #"{"place": "Corfu", "hours": [6, 12]}"#)
///     value["hours"]?[1]?.integer      // 12
///     let answer: JSONValue = ["celsius": 21.5, "sunny": true, "note": .null]
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number as it was written.
    case number(JSONNumber)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Values by key.
    case object(JSONObject)

    /// Reads one JSON text; see `JSONReader`.
    ///
    /// - Throws: `JSONError` with the place and what was expected there.
    public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
        self = try JSONReader.read(Array(text.utf8), limits: limits)
    }

    /// Reads the bytes of one JSON text; see `JSONReader`.
    ///
    /// - Throws: `JSONError` with the place and what was expected there.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        self = try JSONReader.read(bytes, limits: limits)
    }

    /// An integer.
    public init(_ integer: some BinaryInteger) {
        self = .number(JSONNumber(integer))
    }

    /// The value as JSON text in a layout.
    public func text(_ layout: JSONLayout = .compact) -> String {
        String(decoding: bytes(layout), as: UTF8.self)
    }

    /// The value as the UTF-8 bytes of JSON text in a layout.
    public func bytes(_ layout: JSONLayout = .compact) -> [UInt8] {
        JSONWriter.bytes(of: self, layout)
    }
}

extension JSONValue {
    /// The value of a key, or nil when this is no object or has no such key.
    public subscript(key: String) -> JSONValue? {
        object?[key]
    }

    /// The element at a place, or nil when this is no array or is shorter.
    public subscript(place: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(place) else { return nil }
        return elements[place]
    }

    /// Whether this is `null`.
    public var isNull: Bool { self == .null }

    /// `true` or `false`, or nil for another kind of value.
    public var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }

    /// The number, or nil for another kind of value.
    public var number: JSONNumber? {
        guard case .number(let number) = self else { return nil }
        return number
    }

    /// The number as an `Int`, or nil when this is none or not exactly one.
    public var integer: Int? { number?.integer }

    /// The number as the nearest `Double`, or nil for another kind of value or beyond the range.
    public var double: Double? { number?.double }

    /// The text, or nil for another kind of value.
    public var string: String? {
        guard case .string(let string) = self else { return nil }
        return string
    }

    /// The elements, or nil for another kind of value.
    public var array: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, or nil for another kind of value.
    public var object: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    /// What kind of value this is, for a sentence: "a number", "an object", "null".
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue: CustomStringConvertible {
    /// The value as compact JSON text.
    public var description: String { text() }
}
