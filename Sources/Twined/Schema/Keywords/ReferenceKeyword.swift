import Topics

/// `$ref`: another schema that has to hold.
final class ReferenceKeyword: ReadableKeyword {
    private let node: Int

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let target = try reader.target("$ref") else { return nil }
        node = target.node
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        evaluation.holds(node, value)
    }
}
