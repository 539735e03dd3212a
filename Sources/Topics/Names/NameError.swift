/// Why a text is not the name it should be.
public struct NameError: Error, Equatable, CustomStringConvertible {
    /// What the text should have been, such as "a topic name".
    public let expected: String
    /// The text as it was given, cut at 200 characters.
    public let text: String
    /// The rule that it breaks, with the limit where there is one.
    public let reason: String

    init(_ text: some StringProtocol, isNot expected: String, because reason: String) {
        self.expected = expected
        self.text = String(text.prefix(200))
        self.reason = reason
    }

    /// One sentence for a person.
    public var description: String {
        "\"\(text)\" is not \(expected): \(reason)"
    }
}
