import Topics

/// A keyword of a schema, or a few that are looked at together, as it is evaluated.
///
/// Classes, because there is no cheaper way to call one of many kinds: a value would be copied for it.
protocol Keyword: AnyObject, Sendable {
    /// Whether a value keeps the keyword; when violations are collected, each has been noted.
    func allows(_ value: JSONValue, _ evaluation: inout Evaluation) -> Bool
}

/// A keyword that needs nothing but its schema to be read.
protocol ReadableKeyword: Keyword {
    /// The keyword of a schema; nil when the schema does not have it.
    init?(_ reader: KeywordReader) throws(SchemaError)
}
