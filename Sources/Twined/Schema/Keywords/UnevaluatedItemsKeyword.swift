import Topics

/// `unevaluatedItems`: what the elements have to keep that no other keyword has evaluated.
final class UnevaluatedItemsKeyword: ReadableKeyword {
    private let node: Int
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let node = try reader.schema("unevaluatedItems") else { return nil }
        self.node = node
        site = reader.site("unevaluatedItems")
        reader.track()
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = value, let marks = evaluation.marks else { return true }
        var isAllowed = true
        for (place, element) in elements.enumerated() where !marks[place] {
            let isHeld =
                evaluation.isNever(node)
                ? evaluation.fail(
                    site, at: String(place), "the element \(Excerpt.of(element)) is one too many")
                : evaluation.holds(node, element, at: String(place))
            if !isHeld {
                isAllowed = false
                if !evaluation.isCollecting { return false }
            }
        }
        evaluation.marks?.markAll()
        return isAllowed
    }
}
