public import Topics

/// Why a document is no schema that we can evaluate, and where.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the schema, as a URI with a JSON Pointer; without a base URI only `#` and the pointer.
    public let location: String
    /// Where in the document that was given; nil when the mistake is in a document it refers to.
    public let place: JSONPointer?
    /// One sentence about what is wrong there.
    public let explanation: String

    init(_ explanation: String, at site: KeywordSite) {
        self.explanation = explanation
        location = site.location
        place = site.place
    }

    /// The sentence with its place.
    public var description: String {
        "\(location): \(explanation)"
    }
}
