/// Writes one command frame front to back.
package struct FrameWriter {
    /// What is written so far.
    package private(set) var bytes: [UInt8] = []

    /// A writer that has written the header of a command.
    package init(_ command: CommandCode, correlation: UInt64) {
        bytes.reserveCapacity(256)
        bytes.append(WireHeader.firstByte)
        bytes.append(WireHeader.secondByte)
        bytes.append(WireHeader.version)
        bytes.append(command.rawValue)
        number(correlation)
    }

    /// A writer that has written nothing, for a part of a frame of about this size.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes one byte.
    package mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    /// Writes an integer in network byte order.
    package mutating func number(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Writes a flag as 0 or 1.
    package mutating func flag(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    /// Writes sixteen bytes.
    package mutating func id(_ value: some UniqueID) {
        number(value.high)
        number(value.low)
    }

    /// Writes a moment.
    package mutating func timestamp(_ value: Timestamp) {
        number(value.microseconds)
    }

    /// Writes a text with its length in front; what is over the limit is cut at a character.
    ///
    /// Names are shorter than the limit by their types, so only explanations are ever cut.
    package mutating func text(_ value: String, limit: Int = WireLimits.name) {
        var value = value
        let written: Void? = value.withUTF8 { characters in
            guard characters.count <= limit else { return nil }
            number(UInt16(characters.count))
            bytes.append(contentsOf: characters)
        }
        guard written == nil else { return }
        while value.utf8.count > limit { value.removeLast() }
        text(value, limit: limit)
    }

    /// Writes a block of attributes.
    package mutating func attributes(_ attributes: Attributes) {
        bytes.append(contentsOf: attributes.encoded)
    }

    /// Writes a list with its length in front.
    package mutating func list<Element>(
        _ elements: [Element], _ write: (inout FrameWriter, Element) -> Void
    ) {
        precondition(elements.count <= WireLimits.list, "\(elements.count) elements in a list")
        number(UInt16(elements.count))
        for element in elements {
            write(&self, element)
        }
    }
}
