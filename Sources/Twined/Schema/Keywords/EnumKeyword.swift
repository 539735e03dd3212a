import Topics

/// `enum`: some values.
final class EnumKeyword: ReadableKeyword {
    private let expected: ValueSet
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let value = reader.object["enum"] else { return nil }
        guard case .array(let values) = value else { throw reader.wrong("enum", "an array") }
        var expected = ValueSet()
        for value in values { expected.insert(value) }
        self.expected = expected
        site = reader.site("enum")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        if expected.place(of: value) != nil { return true }
        return evaluation.fail(
            site, "\(Excerpt.of(value)) is none of \(Excerpt.of(expected.values))")
    }
}
