import Topics

/// `$dynamicRef`: the schema that the outermost resource on the way here gives a name.
final class DynamicKeyword: ReadableKeyword {
    private let node: Int
    /// The number of the name; nil where this is no other than `$ref`.
    private let name: Int?

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard reader.draft == .draft202012, let target = try reader.target("$dynamicRef") else {
            return nil
        }
        node = target.node
        name = target.dynamicName.map(reader.dynamicName)
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        evaluation.holds(name.flatMap { evaluation.dynamicTarget($0) } ?? node, value)
    }
}
