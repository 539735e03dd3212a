/// Why a service cannot be called what it was told to be called.
public struct ServiceIdentityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The variable or option that said so.
    public let source: String
    /// One sentence with the text and the rule that it breaks.
    public let explanation: String

    /// The source and the sentence.
    public var description: String { "\(source): \(explanation)" }
}
