/// What a regular expression can ask of a place between two characters.
enum PatternAssertion: Sendable {
    /// `^`
    case start
    /// `$`
    case end
    /// `\b`
    case wordEdge
    /// `\B`
    case noWordEdge

    /// Whether the place before a character of a text is such a place.
    func holds(at place: Int, of text: [Unicode.Scalar]) -> Bool {
        switch self {
        case .start: place == 0
        case .end: place == text.count
        case .wordEdge: Self.isWordEdge(place, text)
        case .noWordEdge: !Self.isWordEdge(place, text)
        }
    }

    private static func isWordEdge(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
        let before = place > 0 && ScalarSet.word.contains(text[place - 1])
        let after = place < text.count && ScalarSet.word.contains(text[place])
        return before != after
    }
}
