import Topics

/// A number as Python has it: an integer of any size, or a binary floating-point number.
enum PythonNumber {
    /// The decimal digits of an integer, the most significant first and none for zero.
    case integer(isNegative: Bool, digits: [UInt8])
    /// What has a point or an exponent in JSON; infinite beyond the range.
    case float(Double)

    /// Python refuses to read longer integers (`sys.int_info.default_max_str_digits`).
    static let integerDigits = 4_300

    init(_ number: JSONNumber) throws(DataError) {
        let text = number.text.utf8
        if text.contains(where: { $0 == 46 || $0 | 32 == UInt8(ascii: "e") }) {
            // Beyond the range `Double` gives an infinity or a zero, as Python does.
            self = .float(Double(number.text) ?? (text.first == 45 ? -.infinity : .infinity))
            return
        }
        let isNegative = text.first == 45
        let digits = text.dropFirst(isNegative ? 1 : 0).map { $0 - 48 }
        guard digits.count <= Self.integerDigits else {
            throw DataError(
                .unhashable,
                "an integer of \(digits.count) digits has no hash: Python reads at most "
                    + "\(Self.integerDigits)")
        }
        self = Self.integer(isNegative, digits)
    }

    /// The number that Python takes a truth value for.
    init(_ bool: Bool) {
        self = .integer(isNegative: false, digits: bool ? [1] : [])
    }

    private static func integer(_ isNegative: Bool, _ digits: [UInt8]) -> PythonNumber {
        let significant = Array(digits.drop { $0 == 0 })
        return .integer(isNegative: isNegative && !significant.isEmpty, digits: significant)
    }

    /// `repr` of the number.
    var text: String {
        switch self {
        case .integer(let isNegative, let digits):
            (isNegative ? "-" : "")
                + (digits.isEmpty
                    ? "0" : String(decoding: digits.map { $0 + 48 }, as: UTF8.self))
        case .float(let double): Self.text(of: double)
        }
    }

    /// The shortest digits that read back, with an exponent below 1e-4 and from 1e16 on.
    private static func text(of double: Double) -> String {
        guard double.isFinite else { return double < 0 ? "-inf" : "inf" }
        let sign = double.sign == .minus ? "-" : ""
        guard double != 0 else { return sign + "0.0" }
        var (digits, point) = shortest(double.magnitude)
        if point > 16 || point < -3 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let exponent = point - 1
            let power = String(exponent.magnitude)
            return sign + digits.prefix(1) + fraction + (exponent < 0 ? "e-" : "e+")
                + (power.count < 2 ? "0" : "") + power
        }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        digits += String(repeating: "0", count: max(0, point + 1 - digits.count))
        return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// The digits without outer zeros, and where among them the point lies.
    private static func shortest(_ double: Double) -> (digits: String, point: Int) {
        let parts = double.description.split(separator: "e")
        let plain = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let all = plain.joined()
        let significant = all.drop { $0 == "0" }
        var digits = String(significant)
        while digits.last == "0" { digits.removeLast() }
        return (digits, plain[0].count + exponent - (all.count - significant.count))
    }
}

extension PythonNumber: Comparable {
    /// Whether both have exactly the same value.
    static func == (left: PythonNumber, right: PythonNumber) -> Bool {
        order(left, right) == 0
    }

    /// Whether the left value is exactly less.
    static func < (left: PythonNumber, right: PythonNumber) -> Bool {
        order(left, right) < 0
    }

    private static func order(_ left: PythonNumber, _ right: PythonNumber) -> Int {
        switch (left, right) {
        case (.float(let left), .float(let right)):
            left < right ? -1 : left > right ? 1 : 0
        case (.integer(let isNegative, let digits), .integer(let rightIsNegative, let rightDigits)):
            order(isNegative, digits, rightIsNegative, rightDigits)
        case (.float, .integer): -order(right, left)
        case (.integer(let isNegative, let digits), .float(let double)):
            order(isNegative, digits, double)
        }
    }

    private static func order(
        _ isNegative: Bool, _ digits: [UInt8], _ rightIsNegative: Bool, _ rightDigits: [UInt8]
    ) -> Int {
        guard isNegative == rightIsNegative else { return isNegative ? -1 : 1 }
        let isLess =
            digits.count == rightDigits.count
            ? digits.lexicographicallyPrecedes(rightDigits) : digits.count < rightDigits.count
        return digits == rightDigits ? 0 : isLess != isNegative ? -1 : 1
    }

    private static func order(_ isNegative: Bool, _ digits: [UInt8], _ double: Double) -> Int {
        guard double.isFinite else { return double < 0 ? 1 : -1 }
        let whole = double.rounded(.towardZero)
        let other = decimalDigits(of: whole.magnitude)
        let compared = order(isNegative, digits, double < 0 && !other.isEmpty, other)
        // Equal whole parts: what is behind the point decides.
        return compared != 0 || whole == double ? compared : double > whole ? -1 : 1
    }

    /// All digits of a whole number, however large.
    private static func decimalDigits(of whole: Double) -> [UInt8] {
        if whole < 0x1p63 {
            return Array(String(Int64(whole)).utf8.map { $0 - 48 }.drop { $0 == 0 })
        }
        // A whole number this large is its 53 bits times a power of two.
        var digits = Array(
            String(UInt64(whole.significandBitPattern) | 1 << 52).utf8.map { $0 - 48 })
        for _ in 0..<(Int(whole.exponent) - 52) {
            var carry: UInt8 = 0
            for place in digits.indices.reversed() {
                let doubled = digits[place] * 2 + carry
                (carry, digits[place]) = doubled.quotientAndRemainder(dividingBy: 10)
            }
            if carry > 0 { digits.insert(carry, at: 0) }
        }
        return digits
    }
}
