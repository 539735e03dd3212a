import Topics

/// `unevaluatedProperties`: what the members have to keep that no other keyword has evaluated.
final class UnevaluatedMembersKeyword: ReadableKeyword {
    private let node: Int
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let node = try reader.schema("unevaluatedProperties") else { return nil }
        self.node = node
        site = reader.site("unevaluatedProperties")
        reader.track()
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = value, let marks = evaluation.marks else { return true }
        var isAllowed = true
        for (place, member) in object.enumerated() where !marks[place] {
            let isHeld =
                evaluation.isNever(node)
                ? evaluation.fail(
                    site, at: member.key,
                    "the member \(Excerpt.of(member.key)) is none of those that may be here")
                : evaluation.holds(node, member.value, at: member.key)
            if !isHeld {
                isAllowed = false
                if !evaluation.isCollecting { return false }
            }
        }
        evaluation.marks?.markAll()
        return isAllowed
    }
}
