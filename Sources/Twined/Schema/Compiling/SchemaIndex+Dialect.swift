import Topics

extension SchemaIndex {
    /// More meta-schemas that name each other than anybody needs.
    private static let metaSchemaLimit = 8

    /// By which rules a resource is read, as its `$schema` says.
    func dialect(
        of value: JSONValue, otherwise inherited: SchemaDialect, at place: SchemaPlace
    ) throws(SchemaError) -> SchemaDialect {
        guard let name = value["$schema"] else { return inherited }
        let site = KeywordSite(keyword: "$schema", schema: site(place))
        guard let name = name.string else {
            throw SchemaError("$schema is the URI of a meta-schema, not \(name.kindName)", at: site)
        }
        return try dialect(named: name, at: site)
    }

    private func dialect(named name: String, at site: KeywordSite) throws(SchemaError)
        -> SchemaDialect
    {
        var address = URIReference(name).withoutFragment.text
        var vocabularies: Vocabularies?
        for _ in 0..<Self.metaSchemaLimit {
            if let draft = SchemaDraft(metaSchema: address) {
                return SchemaDialect(draft: draft, vocabularies: vocabularies ?? .standard)
            }
            guard let metaSchema = library.document(at: address) else {
                throw SchemaError(
                    "\(Excerpt.of(name)) is no meta-schema known here, which are draft-07 and draft "
                        + "2020-12 and those that documents were added for", at: site)
            }
            if vocabularies == nil, let declared = metaSchema["$vocabulary"]?.object {
                vocabularies = try self.vocabularies(declared, at: site)
            }
            guard let outer = metaSchema["$schema"]?.string else { break }
            address = URIReference(outer).withoutFragment.text
        }
        return SchemaDialect(draft: .draft202012, vocabularies: vocabularies ?? .standard)
    }

    private func vocabularies(
        _ declared: JSONObject, at site: KeywordSite
    ) throws(SchemaError) -> Vocabularies {
        var vocabularies: Vocabularies = []
        for (address, isNeeded) in declared {
            if let known = Vocabularies(address: address) {
                vocabularies.formUnion(known)
            } else if isNeeded.bool == true {
                throw SchemaError(
                    "the meta-schema needs the vocabulary \(Excerpt.of(address)), "
                        + "which is not known here", at: site)
            }
        }
        return vocabularies
    }
}
