public import Topics

/// What makes a document no twine.json: all of it, each with its place.
public struct TwineError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One mistake.
    public struct Mistake: Hashable, Sendable, CustomStringConvertible {
        /// Where in twine.json.
        public let place: JSONPointer
        /// One sentence about what is wrong there.
        public let explanation: String

        /// The place and the sentence on one line.
        public var description: String {
            "\(place.tokens.isEmpty ? "twine.json" : place.description): \(explanation)"
        }
    }

    /// At least one.
    public let mistakes: [Mistake]

    /// Each mistake on a line.
    public var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}
