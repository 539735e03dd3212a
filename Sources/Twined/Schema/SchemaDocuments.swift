public import Topics

/// The documents that a schema may refer to by their addresses; nothing is ever fetched.
///
///     var documents = SchemaDocuments.bundled
///     documents.add(units, at: "https://example.org/units.json")
public struct SchemaDocuments: Sendable {
    private var documents: [String: JSONValue]

    /// The meta-schemas of draft-07 and draft 2020-12 with its vocabularies.
    public static let bundled = SchemaDocuments(documents: MetaSchemas.all)

    /// Adds a document at an address, whose fragment does not count; an earlier one there goes.
    public mutating func add(_ document: JSONValue, at address: String) {
        documents[URIReference(address).withoutFragment.text] = document
    }

    /// The document of an address without a fragment.
    func document(at address: String) -> JSONValue? {
        documents[address]
    }
}
