import Topics

/// `if` with `then` and `else`.
final class ConditionKeyword: ReadableKeyword {
    private let condition: Int
    private let positive: Int?
    private let negative: Int?

    init?(_ reader: KeywordReader) throws(SchemaError) {
        let condition = try reader.schema("if", inPlace: true)
        // Without `if` these mean nothing, but still have to be schemas.
        positive = try reader.schema("then", inPlace: condition != nil)
        negative = try reader.schema("else", inPlace: condition != nil)
        guard let condition else { return nil }
        self.condition = condition
    }

    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool {
        let consequence = evaluation.branchHolds(condition, value) ? positive : negative
        return consequence.map { evaluation.holds($0, value) } ?? true
    }
}
