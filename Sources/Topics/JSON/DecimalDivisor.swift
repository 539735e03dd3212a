/// A number above zero by which others are divided exactly, as `multipleOf` of JSON Schema asks.
package struct DecimalDivisor: Sendable {
    private let digits: UInt128
    private let exponent: Int

    /// The most digits of a divisor: ten times any such number still fits 128 bits.
    package static let digitLimit = 37

    /// The divisor, or nil for a number that is not above zero or has more digits than the limit.
    package init?(_ number: JSONNumber) {
        guard let decimal = DecimalForm(number.text), !decimal.isNegative,
            (1...Self.digitLimit).contains(decimal.digits.count),
            let digits = UInt128(String(decoding: decimal.digits, as: UTF8.self))
        else { return nil }
        self.digits = digits
        exponent = decimal.exponent
    }

    /// Whether a number is an integer times the divisor.
    package func divides(_ number: JSONNumber) -> Bool {
        if exponent >= 0, exponent <= 3, let integer = Int(number.text),
            let divisor = Int(exactly: digits * Self.powers[exponent])
        {
            return integer.isMultiple(of: divisor)
        }
        guard let decimal = DecimalForm(number.text) else { return false }
        if decimal.digits.isEmpty { return true }
        let (zeros, overflows) = decimal.exponent.subtractingReportingOverflow(exponent)
        // The digits of a number end in no zero, so a divisor that ends in more cannot divide it.
        guard zeros >= 0 || overflows && decimal.exponent > 0 else { return false }
        var remainder: UInt128 = 0
        for digit in decimal.digits {
            remainder = (remainder * 10 + UInt128(digit - UInt8(ascii: "0"))) % digits
        }
        // Zeros bring twos and fives only, and a divisor of 128 bits has fewer than 128 of each.
        for _ in 0..<(overflows ? 128 : min(zeros, 128)) where remainder != 0 {
            remainder = remainder * 10 % digits
        }
        return remainder == 0
    }

    private static let powers: [UInt128] = [1, 10, 100, 1000]
}
