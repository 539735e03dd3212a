import Topics

/// `const`: the one value.
final class ConstKeyword: ReadableKeyword {
    private let expected: JSONValue
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let expected = reader.object["const"] else { return nil }
        self.expected = expected
        site = reader.site("const")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if value.isSame(as: expected) { return true }
        return evaluation.fail(site, "\(Excerpt.of(value)) is not \(Excerpt.of(expected))")
    }
}
