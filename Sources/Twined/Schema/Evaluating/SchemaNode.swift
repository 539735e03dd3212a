/// A schema as it is evaluated; others refer to it by its number.
struct SchemaNode: Sendable {
    let site: SchemaSite
    /// The number of the resource it lies in, in whose scope `$dynamicRef` looks.
    let resource: Int
    /// What a schema that is only `true` or `false` says.
    var verdict: Bool?
    /// Those that look at what others have evaluated come last.
    var keywords: [any Keyword] = []
    /// Whether a keyword asks which members or elements the others have evaluated.
    var tracks = false
}
