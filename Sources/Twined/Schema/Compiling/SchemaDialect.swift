/// By which rules a schema is read: its draft, and the groups of keywords that count.
struct SchemaDialect: Sendable {
    var draft: SchemaDraft
    var vocabularies: Vocabularies

    static let standard = SchemaDialect(draft: .draft202012, vocabularies: .standard)
}
