import Topics

/// `uniqueItems`: no two elements are equal.
final class UniqueKeyword: ReadableKeyword {
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard try reader.bool("uniqueItems") == true else { return nil }
        site = reader.site("uniqueItems")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = value else { return true }
        var seen = ValueSet()
        for (place, element) in elements.enumerated() {
            guard let first = seen.insert(element) else { continue }
            return evaluation.fail(
                site, "elements \(first) and \(place) are equal: \(Excerpt.of(element))")
        }
        return true
    }
}
