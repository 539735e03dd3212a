import Topics

/// `prefixItems` and `items`, in draft-07 `items` and `additionalItems`: what the elements have to keep.
final class ItemsKeyword: ReadableKeyword {
    private let first: [Int]
    private let rest: Int?
    private let restSite: KeywordSite

    init?(_ reader: KeywordReader) throws(SchemaError) {
        let isOld = reader.draft == .draft07
        if isOld, reader.object["items"]?.array == [] {
            (first, rest) = ([], try reader.schema("additionalItems"))
            restSite = reader.site("additionalItems")
        } else if isOld, reader.object["items"]?.array == nil {
            (first, rest) = ([], try reader.schema("items"))
            restSite = reader.site("items")
        } else if isOld {
            first = try reader.schemas("items") ?? []
            rest = try reader.schema("additionalItems")
            restSite = reader.site("additionalItems")
        } else {
            if reader.object["items"]?.array != nil {
                throw reader.wrong(
                    "items", "one schema; those of the first elements are prefixItems")
            }
            first = try reader.schemas("prefixItems") ?? []
            rest = try reader.schema("items")
            restSite = reader.site("items")
        }
        if first.isEmpty && rest == nil { return nil }
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        guard case .array(let elements) = value else { return true }
        var isAllowed = true
        for (place, node) in zip(elements.indices, first) {
            evaluation.marks?[place] = true
            if !evaluation.holds(node, elements[place], at: String(place)) {
                isAllowed = false
                if !evaluation.isCollecting { return false }
            }
        }
        guard let rest, elements.count > first.count else { return isAllowed }
        if evaluation.isNever(rest) {
            return evaluation.fail(
                restSite, "there are \(elements.count) elements, more than \(first.count)")
        }
        evaluation.marks?.markAll()
        for place in first.count..<elements.count
        where !evaluation.holds(rest, elements[place], at: String(place)) {
            isAllowed = false
            if !evaluation.isCollecting { return false }
        }
        return isAllowed
    }
}
