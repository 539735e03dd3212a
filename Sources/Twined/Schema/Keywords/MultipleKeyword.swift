import Topics

/// `multipleOf`: what a number is an integer times of, exactly.
final class MultipleKeyword: ReadableKeyword {
    private let divisor: DecimalDivisor
    private let text: String
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let number = try reader.number("multipleOf") else { return nil }
        guard let divisor = DecimalDivisor(number) else {
            throw reader.wrong(
                "multipleOf", "a number above 0 of at most \(DecimalDivisor.digitLimit) digits")
        }
        self.divisor = divisor
        text = Excerpt.of(number)
        site = reader.site("multipleOf")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = value, !divisor.divides(number) else { return true }
        return evaluation.fail(site, "\(Excerpt.of(number)) is not a multiple of \(text)")
    }
}
