import Topics

/// `properties`, `patternProperties`, `additionalProperties` and `required`, in one walk.
final class MembersKeyword: Keyword {
    /// The names that `properties` or `required` have, with the node of each, or -1.
    private let names: MemberNames
    private let patterns: [(pattern: Pattern, node: Int)]
    private let additional: Int?
    private let needed: [String]
    private let neededSite: KeywordSite
    private let additionalSite: KeywordSite
    private let walks: Bool

    init?(_ reader: KeywordReader, _ vocabularies: Vocabularies) throws(SchemaError) {
        neededSite = reader.site("required")
        additionalSite = reader.site("additionalProperties")
        needed =
            vocabularies.contains(.validation) ? try reader.names("required") ?? [] : []
        guard vocabularies.contains(.applicator) else {
            if needed.isEmpty { return nil }
            (names, patterns, additional, walks) = (MemberNames([]), [], nil, false)
            return
        }
        names = MemberNames(try reader.namedSchemas("properties") ?? [])
        var patterns: [(pattern: Pattern, node: Int)] = []
        for (text, node) in try reader.namedSchemas("patternProperties") ?? [] {
            patterns.append((try reader.pattern(text, reader.site("patternProperties")), node))
        }
        self.patterns = patterns
        additional = try reader.schema("additionalProperties")
        walks = !names.isEmpty || !patterns.isEmpty || additional != nil
        if !walks && needed.isEmpty { return nil }
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .object(let object) = value else { return true }
        var isAllowed = true
        for name in needed where !object.contains(name) {
            isAllowed = evaluation.fail(
                neededSite, "the member \(Excerpt.of(name)) is missing")
            if !evaluation.isCollecting { return false }
        }
        guard walks else { return isAllowed }
        for place in object.indices {
            let member = object[place]
            if !allows(member.key, member.value, at: place, &evaluation) {
                isAllowed = false
                if !evaluation.isCollecting { return false }
            }
        }
        return isAllowed
    }

    private func allows(
        _ name: String, _ value: JSONValue, at place: Int, _ evaluation: inout Evaluation
    ) -> Bool {
        var isKnown = false
        var isAllowed = true
        if let node = names.node(of: name, near: place) {
            isKnown = true
            isAllowed = evaluation.holds(node, value, at: name)
        }
        for (pattern, node) in patterns where pattern.matches(name) {
            isKnown = true
            if !evaluation.holds(node, value, at: name) { isAllowed = false }
        }
        if !isKnown, let additional {
            isKnown = true
            isAllowed =
                evaluation.isNever(additional)
                ? evaluation.fail(
                    additionalSite, at: name,
                    "the member \(Excerpt.of(name)) is none of those that may be here")
                : evaluation.holds(additional, value, at: name)
        }
        if isKnown, evaluation.marks != nil { evaluation.marks?[place] = true }
        return isAllowed
    }
}
