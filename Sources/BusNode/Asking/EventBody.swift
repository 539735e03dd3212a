#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The body of an event or a question: in JSON a Twined event's members, otherwise opaque bytes.
public struct EventBody: Sendable {
    /// The bytes as they travelled.
    public let payload: Payload
    /// What the bytes are, as a media type.
    public let contentType: String

    /// A body that is written already.
    package init(payload: Payload, contentType: String) {
        self.payload = payload
        self.contentType = contentType
    }

    /// The values of a question (`input_values`), result (`output_values`) or monitor message (`data`).
    ///
    /// - Throws: `NodeError` with code `badValues` that says what does not fit, and where.
    public func values<Value: Decodable>(as type: Value.Type = Value.self) throws(NodeError)
        -> Value
    {
        do {
            return try decode(Values<Value>.self).value
        } catch {
            throw Self.unreadable(error, as: type)
        }
    }

    /// The values as JSON, whatever their form.
    ///
    /// - Throws: `NodeError` with code `badValues` when the body is not JSON.
    public func json() throws(NodeError) -> JSONValue {
        do {
            let body = try JSONValue(parsing: payload.bytes)
            return body["output_values"] ?? body["input_values"] ?? body["data"] ?? .null
        } catch {
            throw Self.unreadable(error, as: JSONValue.self)
        }
    }

    /// A member of the body.
    func member<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        guard let value = try decode([String: Lenient<Value>].self)[name]?.value else {
            throw NodeError(.badValues, "\(name) is missing, or is no \(type)")
        }
        return value
    }

    /// All of the body.
    func whole<Value: Decodable>(as type: Value.Type) throws -> Value {
        try decode(type)
    }

    /// Whether a member of this name can be there, found without reading the JSON.
    func mayHold(member name: String) -> Bool {
        let wanted = Array("\"\(name)\"".utf8)
        return payload.withUnsafeBytes { bytes in
            guard let first = wanted.first, bytes.count >= wanted.count else { return false }
            // A name can also be written with escapes.
            var rest = bytes[...]
            while let place = rest.firstIndex(where: { $0 == first || $0 == UInt8(ascii: "\\") }) {
                rest = rest[place...]
                if rest.first == UInt8(ascii: "\\") || rest.starts(with: wanted) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }

    /// A body of these members: `{"kind":"result","output_values":…}`.
    ///
    /// - Parameters:
    ///   - others: members behind the values.
    ///   - omitsNull: whether there is no member for values that are null.
    /// - Throws: `NodeError` with code `badValues` when the values cannot be written as JSON.
    static func make(
        kind: EventKind, _ key: String, _ values: some Encodable, adding others: JSONObject = [:],
        omitsNull: Bool = false
    ) throws(NodeError) -> Payload {
        do {
            let head = "{\"kind\":\"\(kind)\""
            var bytes = Array("\(head),\"\(key)\":".utf8)
            let start = bytes.count
            if let json = values as? JSONValue {
                bytes += json.bytes()
            } else {
                bytes += try JSONEncoder().encode(values)
            }
            if omitsNull, bytes[start...].elementsEqual("null".utf8) { bytes = Array(head.utf8) }
            for (name, value) in others {
                bytes.append(UInt8(ascii: ","))
                bytes += JSONValue.string(name).bytes() + [UInt8(ascii: ":")] + value.bytes()
            }
            bytes.append(UInt8(ascii: "}"))
            return Payload(bytes)
        } catch {
            throw NodeError(.badValues, "the values cannot be written as JSON: \(error)")
        }
    }

    private func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let data = payload.withUnsafeBytes { Data($0) }
        return try JSONDecoder().decode(type, from: data)
    }

    private static func unreadable(_ error: any Error, as type: any Any.Type) -> NodeError {
        let reason =
            switch error as? DecodingError {
            case .typeMismatch(_, let context)?, .valueNotFound(_, let context)?,
                .keyNotFound(_, let context)?, .dataCorrupted(let context)?:
                "at \(place(context.codingPath)): \(context.debugDescription)"
            default: "\(error)"
            }
        return NodeError(.badValues, "the values are no \(type): \(reason)")
    }

    private static func place(_ path: [any CodingKey]) -> String {
        "/" + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
    }

    /// The values under whichever name the kind of event has for them.
    private struct Values<Value: Decodable>: Decodable {
        let value: Value

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            let key = CodingKeys.allCases.first { members.contains($0) } ?? .input
            value = try members.decode(Value.self, forKey: key)
        }

        private enum CodingKeys: String, CodingKey, CaseIterable {
            case output = "output_values"
            case input = "input_values"
            case data
        }
    }

    /// A value, or nil when it is of another type.
    private struct Lenient<Value: Decodable>: Decodable {
        let value: Value?

        init(from decoder: any Decoder) throws {
            value = try? decoder.singleValueContainer().decode(Value.self)
        }
    }
}
