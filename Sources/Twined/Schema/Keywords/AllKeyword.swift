import Topics

/// `allOf`: schemas that all have to hold.
final class AllKeyword: ReadableKeyword {
    private let nodes: [Int]

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let nodes = try reader.schemas("allOf", inPlace: true) else { return nil }
        self.nodes = nodes
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        var isAllowed = true
        for node in nodes where !evaluation.holds(node, value) {
            isAllowed = false
            if !evaluation.isCollecting { return false }
        }
        return isAllowed
    }
}
