extension JSONValue: Decodable {
    /// Reads any JSON value inside a decodable type.
    ///
    /// `JSONValue.decode(as:)` keeps everything exactly. With another decoder the value goes through what
    /// that decoder offers: Foundation's gives up the order of keys and the text of numbers.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? JSONValueDecoder {
            self = decoder.value
        } else if let container = try? decoder.container(keyedBy: JSONKey.self) {
            var object = JSONObject()
            for key in container.allKeys {
                object[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
            }
            self = .object(object)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd {
                elements.append(try container.decode(JSONValue.self))
            }
            self = .array(elements)
        } else {
            self = try Self.plainValue(in: decoder.singleValueContainer())
        }
    }

    private static func plainValue(
        in container: any SingleValueDecodingContainer
    ) throws -> JSONValue {
        if container.decodeNil() { return .null }
        if let bool = try? container.decode(Bool.self) { return .bool(bool) }
        if let integer = try? container.decode(Int64.self) { return JSONValue(integer) }
        if let integer = try? container.decode(UInt64.self) { return JSONValue(integer) }
        if let double = try? container.decode(Double.self), let number = JSONNumber(double) {
            return .number(number)
        }
        return .string(try container.decode(String.self))
    }
}

extension JSONValue: Encodable {
    /// Writes the value inside an encodable type.
    ///
    /// - Throws: `EncodingError` for a number that is neither a 64-bit integer nor within the range of
    ///   `Double`, with an encoder other than that of `JSONValue(encoding:)`, which takes every number.
    public func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? JSONValueEncoder {
            encoder.storage.value = self
            return
        }
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let bool):
            var container = encoder.singleValueContainer()
            try container.encode(bool)
        case .number(let number):
            try Self.encode(number, to: encoder)
        case .string(let string):
            var container = encoder.singleValueContainer()
            try container.encode(string)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let object):
            var container = encoder.container(keyedBy: JSONKey.self)
            for (key, value) in object { try container.encode(value, forKey: JSONKey(key)) }
        }
    }

    private static func encode(_ number: JSONNumber, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let integer = number.integer(as: Int64.self) {
            try container.encode(integer)
        } else if let integer = number.integer(as: UInt64.self) {
            try container.encode(integer)
        } else if let double = number.double {
            try container.encode(double)
        } else {
            let reason = "\(number.text.prefix(80)) is beyond the range of Double"
            throw EncodingError.invalidValue(
                number,
                EncodingError.Context(codingPath: encoder.codingPath, debugDescription: reason))
        }
    }
}
