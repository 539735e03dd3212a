import Topics

/// `propertyNames`: what each name of an object, as a string, has to keep.
final class NamesKeyword: ReadableKeyword {
    private let node: Int

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let node = try reader.schema("propertyNames") else { return nil }
        self.node = node
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = value else { return true }
        var isAllowed = true
        for name in object.keys where !evaluation.holds(node, .string(name), at: name) {
            isAllowed = false
            if !evaluation.isCollecting { return false }
        }
        return isAllowed
    }
}
