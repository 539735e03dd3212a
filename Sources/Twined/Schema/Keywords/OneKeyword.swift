import Topics

/// `oneOf`: schemas exactly one of which has to hold.
final class OneKeyword: ReadableKeyword {
    private let nodes: [Int]
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let nodes = try reader.schemas("oneOf", inPlace: true) else { return nil }
        self.nodes = nodes
        site = reader.site("oneOf")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        var first: Int?
        for (place, node) in nodes.enumerated() where evaluation.branchHolds(node, value) {
            guard let first else {
                first = place
                continue
            }
            return evaluation.fail(
                site,
                "\(Excerpt.of(value)) keeps the schemas \(first) and \(place), and may keep only one"
            )
        }
        if first != nil { return true }
        return evaluation.fail(
            site, "\(Excerpt.of(value)) keeps none of the \(nodes.count) schemas")
    }
}
