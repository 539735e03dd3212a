/// The tag that tells one revision of a service from another, such as `1.9.4` or `some_TAG`.
///
/// Letters, digits, `_`, `.` and `-`, of at most 128 characters, neither starting nor ending in `.` or
/// `-`: the rule that Twined documents (and that Docker has, but for the end).
public struct RevisionTag: Hashable, Sendable, CustomStringConvertible {
    /// The longest tag, in characters.
    public static let lengthLimit = 128

    /// The tag as it is written.
    public let text: String

    /// Reads a tag, in time proportional to its length.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        try Self.check(text)
        self.text = text
    }

    /// The tag as it is written.
    public var description: String { text }

    static func check<Text: StringProtocol>(_ text: Text) throws(NameError) {
        guard let first = text.utf8.first, let last = text.utf8.suffix(1).first else {
            throw NameError(text, isNot: "a revision tag", because: "it is empty")
        }
        guard text.utf8.count <= lengthLimit else {
            throw NameError(
                text, isNot: "a revision tag",
                because: "it has \(text.utf8.count) bytes, and the limit is \(lengthLimit)")
        }
        guard text.utf8.allSatisfy({ isWord($0) || isJoiner($0) }) else {
            throw NameError(
                text, isNot: "a revision tag",
                because: "only letters, digits, \"_\", \".\" and \"-\" are allowed")
        }
        guard isWord(first), isWord(last) else {
            throw NameError(
                text, isNot: "a revision tag",
                because: "it must start and end with a letter, a digit or \"_\"")
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default:
            false
        }
    }

    private static func isJoiner(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}
