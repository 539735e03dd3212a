/// A schema as it is evaluated; others refer to it by its number.
final class SchemaNode: Sendable {
    let site: SchemaSite
    /// The number of the resource it lies in, in whose scope `$dynamicRef` looks.
    let resource: Int
    /// What a schema says that allows everything or nothing.
    let verdict: Bool?
    /// Those that look at what others have evaluated come last.
    let keywords: [any Keyword]
    /// Whether a keyword asks which members or elements the others have evaluated.
    let tracks: Bool

    init(
        site: SchemaSite, resource: Int, verdict: Bool? = nil, keywords: [any Keyword] = [],
        tracks: Bool = false
    ) {
        self.site = site
        self.resource = resource
        self.verdict = verdict
        self.keywords = keywords
        self.tracks = tracks
    }
}
