import Topics

/// Where a keyword stands, for errors and violations.
struct KeywordSite: Sendable {
    /// The keyword; empty for the schema itself.
    let keyword: String
    /// The schema that has it.
    let schema: SchemaSite

    /// The absolute location of the keyword.
    var location: String {
        schema.address + "#" + appending(to: schema.pointerInResource).description
    }

    /// The place in the document that was given; nil in another document.
    var place: JSONPointer? {
        schema.pointer.map(appending)
    }

    private func appending(to pointer: JSONPointer) -> JSONPointer {
        keyword.isEmpty ? pointer : pointer[keyword]
    }
}
