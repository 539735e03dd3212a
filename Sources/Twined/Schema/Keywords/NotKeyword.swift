import Topics

/// `not`: a schema that may not hold.
final class NotKeyword: ReadableKeyword {
    private let node: Int
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let node = try reader.schema("not", inPlace: true) else { return nil }
        self.node = node
        site = reader.site("not")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let marks = evaluation.marks
        evaluation.marks = nil
        defer { evaluation.marks = marks }
        guard evaluation.branchHolds(node, value) else { return true }
        return evaluation.fail(site, "\(Excerpt.of(value)) keeps the schema, and may not")
    }
}
