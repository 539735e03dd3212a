import Topics

/// One schema among those of all documents that were loaded.
struct SchemaPlace: Hashable {
    /// The number of the document; 0 is the one that was given.
    let document: Int
    /// The way from the root of the document.
    let pointer: JSONPointer
}
