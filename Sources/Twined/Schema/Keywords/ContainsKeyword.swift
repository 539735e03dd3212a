import Topics

/// `contains` with `minContains` and `maxContains`: how many elements have to keep a schema.
final class ContainsKeyword: ReadableKeyword {
    private let node: Int
    private let minimum: Int
    private let maximum: Int?
    private let site: KeywordSite
    private let minimumSite: KeywordSite
    private let maximumSite: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        guard let node = try reader.schema("contains") else { return nil }
        self.node = node
        site = reader.site("contains")
        let counts = reader.draft == .draft202012 && reader.validates
        let minimum = counts ? try reader.count("minContains") : nil
        self.minimum = minimum ?? 1
        maximum = counts ? try reader.count("maxContains") : nil
        minimumSite = minimum == nil ? site : reader.site("minContains")
        maximumSite = reader.site("maxContains")
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = value else { return true }
        var marks = evaluation.marks
        evaluation.marks = nil
        defer { evaluation.marks = marks }
        var count = 0
        for (place, element) in elements.enumerated() where evaluation.branchHolds(node, element) {
            count += 1
            marks?[place] = true
            // All are looked at where somebody asks which were found.
            if marks == nil, maximum == nil ? count >= minimum : count > maximum ?? 0 { break }
        }
        return allows(count: count, of: elements, &evaluation)
    }

    private func allows(
        count: Int, of elements: [JSONValue], _ evaluation: inout Evaluation
    ) -> Bool {
        if count < minimum {
            return evaluation.fail(
                minimumSite,
                "\(count) of \(elements.count) elements keep the schema, fewer than \(minimum)")
        }
        if let maximum, count > maximum {
            return evaluation.fail(
                maximumSite, "more than \(maximum) of \(elements.count) elements keep the schema")
        }
        return true
    }
}
