import Topics

/// `format`, where it is checked: the usual syntax of a string.
final class FormatKeyword: ReadableKeyword {
    private let format: StringFormat
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        // The standard leaves formats that nobody knows without meaning.
        guard let name = try reader.string("format"), let format = StringFormat(rawValue: name)
        else { return nil }
        self.format = format
        site = reader.site("format")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .string(let text) = value, !format.allows(text) else { return true }
        return evaluation.fail(site, "\(Excerpt.of(text)) has not the format \(format.rawValue)")
    }
}
