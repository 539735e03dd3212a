/// One comparison of a filter, and whether it holds for a message.
public struct FilterTerm: Hashable, Sendable {
    /// The comparison, such as `attributes.unit = "kW"`.
    public let text: String
    /// Whether it holds.
    public let holds: Bool
}

extension AttributeFilter {
    /// Every comparison of the filter in its order, and whether it holds for a message whose attributes
    /// `value` gives, nil standing for "no such attribute".
    public func terms(_ value: (_ key: String) -> String?) -> [FilterTerm] {
        expression.comparisons.map { FilterTerm(text: $0.description, holds: $0.matches(value)) }
    }
}

extension FilterExpression {
    /// The parts that are neither `AND` nor `OR`, nor a negation of these.
    fileprivate var comparisons: [FilterExpression] {
        switch self {
        case .hasKey, .equals, .hasPrefix, .not(.hasKey), .not(.equals), .not(.hasPrefix): [self]
        case .not(let expression): expression.comparisons
        case .all(let expressions), .any(let expressions): expressions.flatMap(\.comparisons)
        }
    }
}
