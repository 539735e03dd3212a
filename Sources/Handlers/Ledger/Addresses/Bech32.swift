/// A text in Bech32 (BIP-173) or Bech32m (BIP-350): a prefix for people, then data with a checksum.
///
/// The two differ in one constant of the checksum; both are read here.
struct Bech32: Hashable, Sendable {
    /// What stands before the last `1`, in small letters: says to a person what this is.
    let prefix: String
    /// The data, in bytes of eight bits.
    let data: [UInt8]

    /// The longest text, in characters: wallets stay below a hundred, BIP-173 allows 90 for those of Bitcoin.
    static let lengthLimit = 256

    /// Reads a text.
    ///
    /// - Throws: `AddressError` that says what is wrong with it.
    init(_ text: String) throws(AddressError) {
        let characters = Array(text.utf8)
        guard characters.count <= Self.lengthLimit else {
            throw AddressError(
                "has \(characters.count) characters, and the limit is \(Self.lengthLimit)")
        }
        guard characters.allSatisfy({ (33...126).contains($0) }) else {
            throw AddressError("has a character that is no printable ASCII, or a space")
        }
        let small = characters.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard small == characters || !characters.contains(where: { (97...122).contains($0) }) else {
            throw AddressError("mixes capital and small letters")
        }
        guard let separator = small.lastIndex(of: UInt8(ascii: "1")), separator > 0 else {
            throw AddressError("has no prefix that ends with 1")
        }
        let values = try Self.values(of: small[(separator + 1)...])
        try Self.check(values, after: small[..<separator])
        prefix = String(decoding: small[..<separator], as: UTF8.self)
        data = try Self.bytes(of: values.dropLast(Self.checksumLength))
    }

    /// How many characters of the text are checksum.
    private static let checksumLength = 6
    private static let alphabet = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)
    /// What the checksum of a right text leaves, in Bech32 and in Bech32m.
    private static let remainders: Set<UInt32> = [1, 0x2BC8_30A3]
    private static let generator: [UInt32] = [
        0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3,
    ]

    /// The five bits that each character stands for.
    private static func values(of characters: ArraySlice<UInt8>) throws(AddressError) -> [UInt8] {
        guard characters.count >= checksumLength else {
            throw AddressError("ends before its checksum of \(checksumLength) characters")
        }
        var values: [UInt8] = []
        for character in characters {
            guard let value = alphabet.firstIndex(of: character) else {
                let text = String(decoding: [character], as: UTF8.self)
                throw AddressError(
                    "has \"\(text)\" in its data, where Bech32 has no such character")
            }
            values.append(UInt8(value))
        }
        return values
    }

    private static func check(_ values: [UInt8], after prefix: ArraySlice<UInt8>)
        throws(AddressError)
    {
        var remainder: UInt32 = 1
        for value in prefix.map({ $0 >> 5 }) + [0] + prefix.map({ $0 & 31 }) + values {
            let top = remainder >> 25
            remainder = (remainder & 0x1FF_FFFF) << 5 ^ UInt32(value)
            for (bit, term) in generator.enumerated() where top >> UInt32(bit) & 1 == 1 {
                remainder ^= term
            }
        }
        guard remainders.contains(remainder) else { throw AddressError("has a wrong checksum") }
    }

    /// Groups of five bits as bytes; what is left over must be fewer than five bits, all zero.
    private static func bytes(of values: ArraySlice<UInt8>) throws(AddressError) -> [UInt8] {
        var bytes: [UInt8] = []
        var (bits, count): (UInt32, UInt32) = (0, 0)
        for value in values {
            bits = (bits << 5 | UInt32(value)) & 0xFFF
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        }
        guard count < 5, bits & (1 << count - 1) == 0 else {
            throw AddressError("has bits left over at its end")
        }
        return bytes
    }
}
