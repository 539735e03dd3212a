/// Which options and arguments go together; options by their names, arguments by theirs in capitals.
enum ArgumentRule: Sendable, Equatable {
    /// One of these must be given, and no second one.
    case exactlyOne([String])
    /// No two of these can be given together.
    case atMostOne([String])
    /// The first makes sense only with one of the others.
    case needs(String, anyOf: [String])

    /// The names that the rule is about.
    var names: [String] {
        switch self {
        case .exactlyOne(let names), .atMostOne(let names): names
        case .needs(let name, let others): [name] + others
        }
    }
}
