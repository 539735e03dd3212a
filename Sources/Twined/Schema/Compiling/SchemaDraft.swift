/// A version of JSON Schema.
enum SchemaDraft: Sendable {
    /// http://json-schema.org/draft-07/schema
    case draft07
    /// https://json-schema.org/draft/2020-12/schema
    case draft202012

    /// The draft whose meta-schema has an address.
    init?(metaSchema address: String) {
        switch address {
        case "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema":
            self = .draft07
        case "https://json-schema.org/draft/2020-12/schema",
            "http://json-schema.org/draft/2020-12/schema":
            self = .draft202012
        default: return nil
        }
    }
}
