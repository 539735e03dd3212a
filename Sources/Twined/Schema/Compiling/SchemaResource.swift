import Topics

/// A schema with an address of its own: a document, or a part of one that has `$id`.
struct SchemaResource {
    /// The base URI of its references; empty where nothing names the document.
    let address: URIReference
    /// The number of its document.
    let document: Int
    /// Where it begins in its document.
    let root: JSONPointer
    let dialect: SchemaDialect
    /// Where the names of `$anchor` and `$dynamicAnchor` stand.
    var anchors: [String: JSONPointer] = [:]
    /// Where the names of `$dynamicAnchor` stand.
    var dynamicAnchors: [String: JSONPointer] = [:]
}
