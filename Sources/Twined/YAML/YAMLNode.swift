import Topics

/// What stands in a place where a value or a key can be.
enum YAMLNode {
    /// A text without quotes, whose words and numbers have a meaning.
    case plain(String)
    /// A text in quotes.
    case quoted(String)
    /// A flow sequence or mapping.
    case collection(JSONValue)

    /// Whether a `:` right after it ends a key in flow context, even with no space behind.
    var isLikeJSON: Bool {
        if case .plain = self { false } else { true }
    }
}
