/// Which messages a subscription wants, by their attributes: the filter language of Pub/Sub.
///
///     let filter = try AttributeFilter(#"attributes.kind = "question" AND NOT attributes:urgent"#)
///     filter.matches(["kind": "question"])      // true
///
///     filter = term *( "AND" term ) / term *( "OR" term )   ; the two mix with parentheses only
///     term   = [ "NOT" / "-" ] ( "(" filter ")" / atom )
///     atom   = "attributes:" key                            ; the key is present
///            / "attributes." key "=" string
///            / "attributes." key "!=" string                ; also true without the key
///            / "hasPrefix(attributes." key "," string ")"
///     key    = 1*( ALPHA / DIGIT / "_" / "-" ) / string
///     string = DQUOTE *( character / escape ) DQUOTE
///     escape = "\" ( "\" / DQUOTE / "n" / "r" / "t" / 3 octal digits / "x" 2 hexadecimal digits
///              / "u" 4 hexadecimal digits / "U" 8 hexadecimal digits )
///
/// Keys, values and operators are compared byte by byte, so case matters. Octal and `\x` escapes are
/// bytes of UTF-8, `\u` and `\U` are characters. There is no filter that is empty: a subscription that
/// wants everything has no filter.
public struct AttributeFilter: Sendable {
    /// The longest filter, in bytes.
    ///
    /// Pub/Sub allows 256. Three terms with the longest names that Twined allows (two parts of 80
    /// characters and a tag of 128, quoted) need about 900.
    public static let byteLimit = 1_024

    /// The most parentheses inside each other: each takes a stack frame, and nobody can read more.
    public static let depthLimit = 32

    /// The filter as it was given.
    public let text: String
    let expression: FilterExpression

    /// Reads a filter, in time proportional to its length.
    ///
    /// - Throws: `FilterError` with the place and what was expected there.
    public init(_ text: String) throws(FilterError) {
        expression = try FilterParser.parse(Array(text.utf8))
        self.text = text
    }

    /// Whether a message matches whose attributes `value` gives, nil standing for "no such attribute".
    public func matches(_ value: (_ key: String) -> String?) -> Bool {
        expression.matches(value)
    }

    /// Whether a message with these attributes matches.
    public func matches(_ attributes: [String: String]) -> Bool {
        expression.matches { attributes[$0] }
    }

    /// Values that every matching message has, so that filters can be found by them without trying each.
    ///
    /// There may be more to the filter. A key that would need two values keeps the first; such a filter
    /// matches nothing.
    public var requiredValues: [String: String] {
        expression.requiredValues
    }
}

extension AttributeFilter: Hashable, CustomStringConvertible {
    /// The filter written in one way: `NOT` and `!=` for every negation, single spaces, quotes and
    /// parentheses where they are needed. It can be longer than the text, even than the limit.
    public var description: String { expression.description }

    /// Whether both are written the same after normalising.
    public static func == (left: AttributeFilter, right: AttributeFilter) -> Bool {
        left.expression == right.expression
    }

    /// Hashes the normalised filter.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(expression)
    }
}
