import Topics

/// `pattern`: what stands somewhere in a string.
final class PatternKeyword: ReadableKeyword {
    private let pattern: Pattern
    private let text: String
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let text = try reader.string("pattern") else { return nil }
        site = reader.site("pattern")
        pattern = try reader.pattern(text, site)
        self.text = Excerpt.of(text)
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let string) = value, !pattern.matches(string) else { return true }
        return evaluation.fail(site, "\(Excerpt.of(string)) does not match \(text)")
    }
}
