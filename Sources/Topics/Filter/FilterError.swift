/// Why a text is not a filter, and where.
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong at the place.
    public let problem: Problem
    /// How many bytes of the filter precede the place.
    public let offset: Int

    /// Something that the filter language does not allow, or that we do not take.
    public enum Problem: Hashable, Sendable {
        /// Something else had to come here.
        case expected(String, found: String)
        /// `AND` and `OR` side by side, where neither goes first.
        case mixedOperators
        /// The bytes that the escapes of a string give are not UTF-8.
        case invalidUTF8
        /// More parentheses inside each other than the limit.
        case tooDeep(limit: Int)
        /// More bytes than the limit.
        case tooLong(byteCount: Int, limit: Int)
    }

    /// One sentence for a person, with the place.
    public var description: String { "filter, byte \(offset): \(problem)" }
}

extension FilterError.Problem: CustomStringConvertible {
    /// One sentence for a person, without the place.
    public var description: String {
        switch self {
        case .expected(let expected, let found):
            "expected \(expected), found \(found)"
        case .mixedOperators:
            "AND and OR are mixed, which needs parentheses to say what goes first"
        case .invalidUTF8:
            "the escapes in this string are not UTF-8"
        case .tooDeep(let limit):
            "more than \(limit) parentheses inside each other"
        case .tooLong(let byteCount, let limit):
            "the filter has \(byteCount) bytes, and the limit is \(limit)"
        }
    }
}
