import Topics

/// What a method answers.
enum MarketAnswer: Sendable {
    /// This.
    case now(JSONValue)
    /// What the study will find.
    case later(Study)
}
