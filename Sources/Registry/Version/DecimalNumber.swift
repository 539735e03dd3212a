/// A whole number of as many digits as somebody writes; a tag has room for 128.
struct DecimalNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The digits without leading zeros; "0" for zero.
    let description: String

    /// Zero.
    static let zero = DecimalNumber(digits: [])

    /// The number of these ASCII digits; none stand for zero.
    init(digits: some Collection<UInt8>) {
        let significant = digits.drop { $0 == UInt8(ascii: "0") }
        description = significant.isEmpty ? "0" : String(decoding: significant, as: UTF8.self)
    }

    /// Whether the left number is less.
    static func < (left: DecimalNumber, right: DecimalNumber) -> Bool {
        let (leftCount, rightCount) = (left.description.utf8.count, right.description.utf8.count)
        guard leftCount == rightCount else { return leftCount < rightCount }
        return left.description < right.description
    }
}
