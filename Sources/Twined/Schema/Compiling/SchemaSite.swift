import Topics

/// Where a schema stands: in its resource, and in the document that was given.
struct SchemaSite: Sendable {
    /// The base URI of the resource; empty where nothing names it.
    let address: String
    /// The way from the root of the resource.
    let pointerInResource: JSONPointer
    /// The way from the root of the document that was given; nil in another document.
    let pointer: JSONPointer?
}
