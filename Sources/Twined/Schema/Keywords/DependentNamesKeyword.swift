import Topics

/// `dependentRequired`, and the arrays of `dependencies`: members that others ask for.
final class DependentNamesKeyword: ReadableKeyword {
    private let dependents: [(name: String, needed: [String])]
    private let site: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        let keyword = reader.draft == .draft07 ? "dependencies" : "dependentRequired"
        guard let value = reader.object[keyword] else { return nil }
        guard case .object(let object) = value else {
            throw reader.wrong(keyword, "an object")
        }
        site = reader.site(keyword)
        var dependents: [(name: String, needed: [String])] = []
        for (name, value) in object {
            if let needed = value.names {
                dependents.append((name, needed))
            } else if reader.draft == .draft202012 || !value.isSchema {
                throw reader.wrong(keyword, "an object of arrays of names")
            }
        }
        self.dependents = dependents
        if dependents.isEmpty { return nil }
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = value else { return true }
        var isAllowed = true
        for (name, needed) in dependents where object.contains(name) {
            for other in needed where !object.contains(other) {
                isAllowed = evaluation.fail(
                    site,
                    "the member \(Excerpt.of(other)) is missing, which \(Excerpt.of(name)) needs")
                if !evaluation.isCollecting { return false }
            }
        }
        return isAllowed
    }
}
