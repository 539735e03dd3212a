import Topics

/// `dependentSchemas`, and the schemas of `dependencies`: what an object with a member has to keep.
final class DependentKeyword: ReadableKeyword {
    private let dependents: [(name: String, node: Int)]

    init?(_ reader: KeywordReader) throws(SchemaError) {
        if reader.draft == .draft07 {
            let members = reader.object["dependencies"]?.object?.filter { $0.value.isSchema } ?? []
            dependents = members.map {
                ($0.key, reader.reserve(["dependencies", $0.key], $0.value, true))
            }
        } else {
            dependents = try reader.namedSchemas("dependentSchemas", inPlace: true) ?? []
        }
        if dependents.isEmpty { return nil }
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = value else { return true }
        var isAllowed = true
        for (name, node) in dependents
        where object.contains(name) && !evaluation.holds(node, value) {
            isAllowed = false
            if !evaluation.isCollecting { return false }
        }
        return isAllowed
    }
}
