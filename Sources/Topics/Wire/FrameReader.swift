/// Reads one command frame front to back; every size is checked before anything is read or reserved.
///
/// The bytes must outlive the reader: it is used within `withUnsafeBytes` only.
package struct FrameReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// A reader of these bytes.
    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// Reads all of an array with `read`, which must use up every byte.
    package static func reading<Value>(
        _ bytes: [UInt8], _ read: (inout FrameReader) throws(WireError) -> Value
    ) throws(WireError) -> Value {
        let result: Result<Value, WireError> = bytes.withUnsafeBytes { bytes in
            Result { () throws(WireError) in
                var reader = FrameReader(bytes)
                let value = try read(&reader)
                try reader.finish()
                return value
            }
        }
        return try result.get()
    }

    /// How many bytes are not yet read.
    package var left: Int { bytes.count - position }

    /// Reads one byte.
    package mutating func byte(_ field: String) throws(WireError) -> UInt8 {
        try number(field)
    }

    /// Reads an unsigned or signed integer in network byte order.
    package mutating func number<Number: FixedWidthInteger>(
        _ field: String
    ) throws(WireError) -> Number {
        let size = MemoryLayout<Number>.size
        guard left >= size else {
            throw .truncated(field: field, needed: size, left: left)
        }
        let value = bytes.loadUnaligned(fromByteOffset: position, as: Number.self)
        position += size
        return Number(bigEndian: value)
    }

    /// Reads a flag: 0 or 1, nothing else.
    package mutating func flag(_ field: String) throws(WireError) -> Bool {
        switch try byte(field) {
        case 0: return false
        case 1: return true
        case let other: throw .badValue(field: field, reason: "\(other) is neither 0 nor 1")
        }
    }

    /// Reads sixteen bytes.
    package mutating func id<ID: UniqueID>(_ field: String) throws(WireError) -> ID {
        ID(high: try number(field), low: try number(field))
    }

    /// Reads a moment.
    package mutating func timestamp(_ field: String) throws(WireError) -> Timestamp {
        Timestamp(microseconds: try number(field))
    }

    /// Reads a text: a length of two bytes, then that many bytes of UTF-8.
    package mutating func text(
        _ field: String, limit: Int = WireLimits.name
    ) throws(WireError) -> String {
        let length = Int(try number(field) as UInt16)
        guard length <= limit else {
            throw .tooLarge(field: field, size: length, limit: limit)
        }
        guard length > 0 else { return "" }
        let characters = try slice(field, count: length)
        // ASCII needs no decoding, and nearly all texts are.
        if isASCII(characters) { return String(decoding: characters, as: UTF8.self) }
        guard let text = String(validating: characters, as: UTF8.self) else {
            throw .notText(field: field)
        }
        return text
    }

    /// Reads a name, and checks that it is one.
    package mutating func name<Name>(
        _ field: String, _ parse: (String) throws(NameError) -> Name
    ) throws(WireError) -> Name {
        let text = try text(field)
        do {
            return try parse(text)
        } catch {
            throw .badValue(field: field, reason: error.description)
        }
    }

    /// Reads a name where there need not be one: an empty text stands for none.
    package mutating func nameIfAny<Name>(
        _ field: String, _ parse: (String) throws(NameError) -> Name
    ) throws(WireError) -> Name? {
        guard left >= 2, bytes[position] == 0, bytes[position + 1] == 0 else {
            return try name(field, parse)
        }
        position += 2
        return nil
    }

    /// Reads a length of time in milliseconds.
    package mutating func milliseconds(
        _ field: String, limit: UInt32
    ) throws(WireError) -> UInt32 {
        let value: UInt32 = try number(field)
        guard value <= limit else {
            throw .tooLarge(field: field, size: Int(value), limit: Int(limit))
        }
        return value
    }

    /// Reads a block of attributes without taking it apart.
    package mutating func attributes() throws(WireError) -> Attributes {
        let start = position
        let count = Int(try number("attributes") as UInt16)
        guard count <= WireLimits.attributes else {
            throw .tooLarge(field: "attributes", size: count, limit: WireLimits.attributes)
        }
        for _ in 0..<count {
            let key = try skipText("key of attributes", limit: WireLimits.attributeKey)
            guard key > 0 else { throw .badValue(field: "attributes", reason: "a key is empty") }
            _ = try skipText("value of attributes", limit: WireLimits.attributeValue)
        }
        guard count > 0 else { return .none }
        return Attributes(encoded: Array(bytes[start..<position]), count: count)
    }

    /// Reads a list whose length is given in two bytes.
    package mutating func list<Element>(
        _ field: String, of read: (inout FrameReader) throws(WireError) -> Element
    ) throws(WireError) -> [Element] {
        let count = Int(try number(field) as UInt16)
        guard count <= WireLimits.list else {
            throw .tooLarge(field: field, size: count, limit: WireLimits.list)
        }
        var elements: [Element] = []
        elements.reserveCapacity(min(count, left))
        for _ in 0..<count {
            elements.append(try read(&self))
        }
        return elements
    }

    /// Makes sure that nothing is left to read.
    package func finish() throws(WireError) {
        guard left == 0 else {
            throw .trailingBytes(left)
        }
    }

    private mutating func slice(
        _ field: String, count: Int
    ) throws(WireError) -> UnsafeRawBufferPointer {
        guard left >= count else {
            throw .truncated(field: field, needed: count, left: left)
        }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
    }

    /// Passes over a text, and tells how many bytes it has.
    private mutating func skipText(_ field: String, limit: Int) throws(WireError) -> Int {
        let length = Int(try number(field) as UInt16)
        guard length <= limit else {
            throw .tooLarge(field: field, size: length, limit: limit)
        }
        let characters = try slice(field, count: length)
        guard isUTF8(characters) else {
            throw .notText(field: field)
        }
        return length
    }

    private func isUTF8(_ characters: UnsafeRawBufferPointer) -> Bool {
        isASCII(characters) || String(validating: characters, as: UTF8.self) != nil
    }

    private func isASCII(_ characters: UnsafeRawBufferPointer) -> Bool {
        characters.allSatisfy { $0 < 0x80 }
    }
}
