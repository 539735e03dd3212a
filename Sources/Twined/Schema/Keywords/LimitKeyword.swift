import Topics

/// `minimum`, `maximum`, `exclusiveMinimum` or `exclusiveMaximum`: how small or large a number may be.
final class LimitKeyword: Keyword {
    private let limit: JSONNumber
    private let isLower: Bool
    private let isExclusive: Bool
    private let site: KeywordSite

    init?(_ reader: KeywordReader, _ keyword: String) throws(SchemaError) {
        guard let limit = try reader.number(keyword) else { return nil }
        self.limit = limit
        isLower = keyword == "minimum" || keyword == "exclusiveMinimum"
        isExclusive = keyword.hasPrefix("exclusive")
        site = reader.site(keyword)
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .number(let number) = value else { return true }
        if allows(number) { return true }
        let relation =
            switch (isLower, isExclusive) {
            case (true, false): "less than the minimum"
            case (true, true): "not greater than the limit"
            case (false, false): "greater than the maximum"
            case (false, true): "not less than the limit"
            }
        return evaluation.fail(
            site, "\(Excerpt.of(number)) is \(relation) \(Excerpt.of(limit))")
    }

    private func allows(_ number: JSONNumber) -> Bool {
        if isExclusive { return isLower ? limit.isLess(than: number) : number.isLess(than: limit) }
        return isLower ? !number.isLess(than: limit) : !limit.isLess(than: number)
    }
}
