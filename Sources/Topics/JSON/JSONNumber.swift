/// A number of JSON, kept exactly as it was written.
///
/// Nothing is rounded on the way through: `0.1`, `1e400` and an integer of fifty digits come out as they
/// went in. Two numbers are equal when their values are, so `1`, `1.0` and `10e-1` are equal.
public struct JSONNumber: Sendable, CustomStringConvertible {
    /// The number as it is written.
    public let text: String

    /// Takes a text that the reader has checked already.
    init(checked text: String) {
        self.text = text
    }

    /// Reads a number of RFC 8259's grammar; nil for any other text.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        var reader = JSONReader(bytes, limits: .standard)
        guard let number = try? reader.number(), reader.position == bytes.count else { return nil }
        self = number
    }

    /// The number of an integer.
    public init(_ integer: some BinaryInteger) {
        text = String(integer)
    }

    /// The shortest number that reads back as the same `Double`; nil for infinities and NaN.
    public init?(_ double: Double) {
        guard double.isFinite else { return nil }
        text = double.description
    }

    /// The value as an `Int`, when it is one exactly: `3`, `3.0` and `30e-1` are 3, `3.5` is nil.
    public var integer: Int? { integer(as: Int.self) }

    /// The nearest `Double`, or nil when the number is beyond its range.
    public var double: Double? {
        guard let double = Double(text), double.isFinite else { return nil }
        return double
    }

    /// The value as an integer of a type, when it is one exactly and fits.
    public func integer<Integer: FixedWidthInteger>(as type: Integer.Type) -> Integer? {
        if let integer = Integer(text) { return integer }
        return integer(timesTenToThe: 0)
    }

    /// The value times a power of ten, when that is exactly an integer of the type.
    func integer<Integer: FixedWidthInteger>(timesTenToThe power: Int) -> Integer? {
        DecimalForm(text)?.integer(timesTenToThe: power)
    }

    /// The number in the one form that all equal numbers share, as in `JSONLayout.canonical`.
    var canonicalText: String {
        DecimalForm(text)?.text ?? text
    }

    /// The number as it is written.
    public var description: String { text }
}

extension JSONNumber: Hashable {
    /// Whether two numbers have the same value, however written.
    public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
        if left.text == right.text { return true }
        if let left = SmallDecimal(left.text), let right = SmallDecimal(right.text) {
            return left == right
        }
        guard let left = DecimalForm(left.text), let right = DecimalForm(right.text) else {
            return false
        }
        return left == right
    }

    /// Hashes the value.
    public func hash(into hasher: inout Hasher) {
        if let decimal = DecimalForm(text) {
            hasher.combine(decimal)
        } else {
            hasher.combine(text)
        }
    }
}

extension JSONNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
    /// The number of an integer literal.
    public init(integerLiteral integer: Int) {
        self.init(integer)
    }

    /// The number of a literal with a fraction.
    public init(floatLiteral double: Double) {
        guard let number = JSONNumber(double) else {
            preconditionFailure("a literal is finite, not \(double)")
        }
        self = number
    }
}
