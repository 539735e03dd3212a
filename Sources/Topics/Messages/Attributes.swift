/// The attributes of a message: short texts by key, which filters see and payloads do not hide.
///
/// At most 100, with keys of 1 to 256 and values of at most 1,024 bytes (the limits of Pub/Sub). They are
/// kept as they travel, so that passing them on costs one copy.
public struct Attributes: Sendable, Equatable {
    /// The block as it travels: a count, then keys and values, each with its length in front.
    package let encoded: [UInt8]
    /// How many there are.
    public let count: Int

    /// No attributes.
    public static let none = Attributes(encoded: [0, 0], count: 0)

    package init(encoded: [UInt8], count: Int) {
        self.encoded = encoded
        self.count = count
    }

    /// The attributes of a dictionary, in the order of their keys.
    ///
    /// - Throws: `WireError.tooLarge` for too many attributes, or a key or value that is too long;
    ///   `WireError.badValue` for an empty key.
    public init(_ values: [String: String]) throws(WireError) {
        guard values.count <= WireLimits.attributes else {
            throw .tooLarge(
                field: "attributes", size: values.count, limit: WireLimits.attributes)
        }
        var writer = FrameWriter()
        writer.number(UInt16(values.count))
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            guard !key.isEmpty else {
                throw .badValue(field: "attribute", reason: "a key is empty")
            }
            guard key.utf8.count <= WireLimits.attributeKey else {
                throw .tooLarge(
                    field: "key of attributes", size: key.utf8.count,
                    limit: WireLimits.attributeKey)
            }
            guard value.utf8.count <= WireLimits.attributeValue else {
                throw .tooLarge(
                    field: "value of attribute \(key)", size: value.utf8.count,
                    limit: WireLimits.attributeValue)
            }
            writer.text(key, limit: WireLimits.attributeKey)
            writer.text(value, limit: WireLimits.attributeValue)
        }
        encoded = writer.bytes
        count = values.count
    }

    /// These attributes and others after them, as many as there may be.
    package func adding(_ others: [(key: String, value: String)]) -> Attributes {
        let added = others.prefix(max(0, WireLimits.attributes - count))
        var writer = FrameWriter()
        writer.number(UInt16(count + added.count))
        var bytes = writer.bytes + encoded.dropFirst(2)
        for (key, value) in added {
            var pair = FrameWriter()
            pair.text(key, limit: WireLimits.attributeKey)
            pair.text(value, limit: WireLimits.attributeValue)
            bytes += pair.bytes
        }
        return Attributes(encoded: bytes, count: count + added.count)
    }

    /// Reads attributes back from the block that `encoded` was.
    ///
    /// - Throws: `WireError` when the block is damaged.
    package init(decoding block: [UInt8]) throws(WireError) {
        self = try FrameReader.reading(block) { reader throws(WireError) in
            try reader.attributes()
        }
    }

    /// The attributes by key; of a key that was sent twice, the first.
    public var dictionary: [String: String] {
        var values: [String: String] = [:]
        forEach { key, value in
            if values[key] == nil { values[key] = value }
        }
        return values
    }

    /// The value of a key, or nil when there is none.
    public subscript(key: String) -> String? {
        var found: String?
        forEach { candidate, value in
            // Byte by byte: texts that only look alike are different keys.
            if found == nil, candidate.utf8.elementsEqual(key.utf8) { found = value }
        }
        return found
    }

    private func forEach(_ body: (String, String) -> Void) {
        var position = 2
        func next() -> String {
            let length = Int(encoded[position]) << 8 | Int(encoded[position + 1])
            let start = position + 2
            position = start + length
            return String(decoding: encoded[start..<position], as: UTF8.self)
        }
        for _ in 0..<count {
            let key = next()
            body(key, next())
        }
    }
}
