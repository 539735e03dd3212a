import Topics

/// `anyOf`: schemas one of which has to hold.
final class AnyKeyword: ReadableKeyword {
    private let nodes: [Int]
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let nodes = try reader.schemas("anyOf", inPlace: true) else { return nil }
        self.nodes = nodes
        site = reader.site("anyOf")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        var isAllowed = false
        for node in nodes where evaluation.branchHolds(node, value) {
            isAllowed = true
            // All are looked at where somebody asks what they have evaluated.
            if evaluation.marks == nil { return true }
        }
        if isAllowed { return true }
        return evaluation.fail(
            site, "\(Excerpt.of(value)) keeps none of the \(nodes.count) schemas")
    }
}
