/// What a regular expression is made of; without what only counts for the length of a match.
indirect enum PatternTree: Sendable {
    /// One character of a set.
    case one(ScalarSet)
    /// All of these, one after the other.
    case sequence([PatternTree])
    /// One of these.
    case choice([PatternTree])
    /// As often as between two counts; the second is nil for any number.
    case repeated(PatternTree, Int, Int?)
    /// A place rather than a character.
    case place(PatternAssertion)
    /// A place at which something matches, ahead or behind, or does not.
    case look(PatternTree, isAhead: Bool, isNegated: Bool)
}
