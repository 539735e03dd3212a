/// A number written without an exponent and with at most 18 digits, as nearly all are: compared without
/// an allocation.
struct SmallDecimal: Comparable {
    /// All digits as an integer.
    private let digits: Int64
    /// How many of them stand behind the point.
    private let fractionDigits: Int

    private static let digitLimit = 18
    private static let powers: [Int64] = (0...digitLimit).map { power in
        (0..<power).reduce(1) { value, _ in value * 10 }
    }

    /// The value of a number of JSON's grammar, or nil when it is longer or has an exponent.
    init?(_ text: String) {
        var text = text
        let parts = text.withUTF8 { Self.parts(of: $0) }
        guard let parts else { return nil }
        (digits, fractionDigits) = parts
    }

    private static func parts(of bytes: UnsafeBufferPointer<UInt8>) -> (Int64, Int)? {
        guard bytes.count <= digitLimit + 2 else { return nil }
        var value: Int64 = 0
        var count = 0
        var point: Int?
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                count += 1
                if count > digitLimit { return nil }
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "."): point = count
            case UInt8(ascii: "-"): break
            default: return nil
            }
        }
        let isNegative = bytes.first == UInt8(ascii: "-")
        return (isNegative ? -value : value, point.map { count - $0 } ?? 0)
    }

    static func < (left: SmallDecimal, right: SmallDecimal) -> Bool {
        if left.fractionDigits == right.fractionDigits { return left.digits < right.digits }
        return left.scaled(by: right.fractionDigits) < right.scaled(by: left.fractionDigits)
    }

    static func == (left: SmallDecimal, right: SmallDecimal) -> Bool {
        left.scaled(by: right.fractionDigits) == right.scaled(by: left.fractionDigits)
    }

    /// Two numbers of 18 digits give 36, which 128 bits hold.
    private func scaled(by power: Int) -> Int128 {
        Int128(digits) * Int128(Self.powers[power])
    }
}
