/// The exact value of a number written in JSON: its digits, read as an integer, times a power of ten.
///
/// There is one form for each value: no zeros lead or trail the digits, and zero has no digits at all.
struct DecimalForm: Hashable, Sendable {
    private(set) var isNegative = false
    /// ASCII digits, the most significant first.
    private(set) var digits: [UInt8] = []
    private(set) var exponent = 0

    /// The value of a number of JSON's grammar, or nil when its exponent does not fit an `Int`.
    ///
    /// Takes time proportional to the length of the text, whatever the exponent.
    init?(_ text: String) {
        var fractionDigits = 0
        var isFraction = false
        var exponentText = ""
        var rest = text.utf8.makeIterator()
        scan: while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isFraction = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                while let digit = rest.next() {
                    exponentText.unicodeScalars.append(Unicode.Scalar(digit))
                }
                break scan
            default:
                digits.append(byte)
                fractionDigits += isFraction ? 1 : 0
            }
        }
        if !exponentText.isEmpty {
            guard let written = Int(exponentText) else { return nil }
            exponent = written
        }
        let (shifted, overflows) = exponent.subtractingReportingOverflow(fractionDigits)
        guard !overflows else { return nil }
        exponent = shifted
        guard removeOuterZeros() else { return nil }
    }

    private mutating func removeOuterZeros() -> Bool {
        let zero = UInt8(ascii: "0")
        digits.removeFirst(digits.prefix { $0 == zero }.count)
        let trailing = digits.reversed().prefix { $0 == zero }.count
        digits.removeLast(trailing)
        if digits.isEmpty {
            (isNegative, exponent) = (false, 0)
            return true
        }
        let (shifted, overflows) = exponent.addingReportingOverflow(trailing)
        exponent = shifted
        return !overflows
    }

    /// The value times a power of ten, when that is an integer that fits the type.
    func integer<Integer: FixedWidthInteger>(timesTenToThe power: Int) -> Integer? {
        guard !digits.isEmpty else { return 0 }
        let (zeros, overflows) = exponent.addingReportingOverflow(power)
        // 39 digits are what 128 bits hold; the check bounds the text made below.
        guard !overflows, zeros >= 0, zeros <= 39, digits.count <= 39 else { return nil }
        return Integer(sign + text(of: digits) + String(repeating: "0", count: zeros))
    }

    /// The shortest usual way to write the value: plain between 1e-6 and 1e21, scientific outside.
    var text: String {
        guard !digits.isEmpty else { return "0" }
        let count = digits.count
        let (point, overflows) = count.addingReportingOverflow(exponent)
        if !overflows, exponent >= 0, point <= 21 {
            return sign + text(of: digits) + String(repeating: "0", count: exponent)
        }
        if !overflows, point > 0, point < count, point <= 21 {
            return sign + text(of: digits[..<point]) + "." + text(of: digits[point...])
        }
        if !overflows, point <= 0, point > -6 {
            return sign + "0." + String(repeating: "0", count: -point) + text(of: digits[...])
        }
        let (power, isBeyond) = exponent.addingReportingOverflow(count - 1)
        // Where the power passes `Int` the point stays last: still one form for the value.
        if isBeyond { return "\(sign)\(text(of: digits))e\(exponent)" }
        let fraction = count > 1 ? "." + text(of: digits[1...]) : ""
        return "\(sign)\(text(of: digits[..<1]))\(fraction)e\(power)"
    }

    private var sign: String { isNegative ? "-" : "" }

    private func text(of digits: some Sequence<UInt8>) -> String {
        String(decoding: Array(digits), as: UTF8.self)
    }
}
