/// Sixteen bytes that nobody else has, written as a UUID (RFC 9562).
///
/// Each kind of thing has a type of its own, so that a question is never taken for a session.
public protocol UniqueID: Hashable, Sendable, CustomStringConvertible {
    /// The first eight bytes, most significant first.
    var high: UInt64 { get }
    /// The last eight bytes, most significant first.
    var low: UInt64 { get }

    /// An identifier of these sixteen bytes.
    init(high: UInt64, low: UInt64)
}

extension UniqueID {
    /// A new random identifier (UUID version 4).
    public static func random() -> Self {
        version4(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
    }

    /// A random identifier (UUID version 4) drawn from a generator.
    public static func random(using generator: inout some RandomNumberGenerator) -> Self {
        let high = generator.next()
        return version4(high: high, low: generator.next())
    }

    /// A new identifier that begins with a time (UUID version 7): those of one time stand side by side in an
    /// index, which makes a store of many of them faster.
    public static func timeOrdered(
        at time: Timestamp, using generator: inout some RandomNumberGenerator
    ) -> Self {
        let milliseconds = UInt64(clamping: time.microseconds / 1_000)
        let high = milliseconds << 16 | generator.next() & 0xFFF
        return marked(high: high, version: 7, low: generator.next())
    }

    /// Sixteen random bytes with the bits that say so (RFC 9562 section 5.4).
    private static func version4(high: UInt64, low: UInt64) -> Self {
        marked(high: high, version: 4, low: low)
    }

    /// Puts the version and the variant where RFC 9562 has them (section 4).
    private static func marked(high: UInt64, version: UInt64, low: UInt64) -> Self {
        Self(
            high: high & 0xFFFF_FFFF_FFFF_0FFF | version << 12,
            low: low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }

    /// Reads the 36 characters of a UUID, in either case.
    ///
    /// - Throws: `NameError` when the text is not of the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx.
    public init(_ text: String) throws(NameError) {
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        var isWellFormed = text.utf8.count == 36
        for (position, byte) in text.utf8.enumerated() where isWellFormed {
            if [8, 13, 18, 23].contains(position) {
                isWellFormed = byte == UInt8(ascii: "-")
            } else if let digit = Character(Unicode.Scalar(byte)).hexDigitValue {
                if digits < 16 {
                    words.0 = words.0 << 4 | UInt64(digit)
                } else {
                    words.1 = words.1 << 4 | UInt64(digit)
                }
                digits += 1
            } else {
                isWellFormed = false
            }
        }
        guard isWellFormed else {
            throw NameError(
                text, isNot: "an identifier",
                because: "it needs the form xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx in hexadecimal")
        }
        self.init(high: words.0, low: words.1)
    }

    /// The identifier as a UUID in lower case.
    public var description: String {
        String(unsafeUninitializedCapacity: 36) { characters in
            var position = 0
            for word in [high, low] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    if [8, 13, 18, 23].contains(position) {
                        characters[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 0xF
                    characters[position] =
                        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                    position += 1
                }
            }
            return position
        }
    }

    /// Whether all bytes are zero, which on the wire means "none".
    public var isZero: Bool { high == 0 && low == 0 }
}
