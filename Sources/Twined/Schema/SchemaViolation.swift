public import Topics

/// One thing in a value that a schema does not allow.
public struct SchemaViolation: Hashable, Sendable, CustomStringConvertible {
    /// Where in the value.
    public let place: JSONPointer
    /// The keyword that does not allow it, as in `minimum`.
    public let keyword: String
    /// Where the keyword is, as a URI with a JSON Pointer; without a base URI only `#` and the pointer.
    public let keywordLocation: String
    /// Where the keyword is in the schema that was given; nil when a document it refers to has it.
    public let schemaPlace: JSONPointer?
    /// One sentence with the value, shortened, and the limit.
    public let message: String

    /// The place in the value, the sentence and the place of the keyword on one line.
    public var description: String {
        let place = place.tokens.isEmpty ? "the value" : place.description
        return "\(place): \(message) (\(keywordLocation))"
    }
}
