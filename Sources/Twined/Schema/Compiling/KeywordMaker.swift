/// Which keywords there are, in the order in which they are evaluated: cheap ones first.
enum KeywordMaker {
    private static let limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]
    private static let counts: [CountKeyword.Part] = [.characters, .items, .members]

    private static let validation: [any ReadableKeyword.Type] = [
        MultipleKeyword.self, PatternKeyword.self, UniqueKeyword.self, DependentNamesKeyword.self,
    ]
    private static let applicators: [any ReadableKeyword.Type] = [
        ItemsKeyword.self, ContainsKeyword.self, NamesKeyword.self, DependentKeyword.self,
        AllKeyword.self, AnyKeyword.self, OneKeyword.self, NotKeyword.self, ConditionKeyword.self,
    ]
    private static let unevaluated: [any ReadableKeyword.Type] = [
        UnevaluatedItemsKeyword.self, UnevaluatedMembersKeyword.self,
    ]

    /// The keywords that a schema has and its dialect knows.
    static func keywords(
        _ reader: KeywordReader, _ dialect: SchemaDialect
    ) throws(SchemaError) -> [any Keyword] {
        // Draft-07 takes nothing beside a reference.
        if dialect.draft == .draft07, let reference = try ReferenceKeyword(reader) {
            return [reference]
        }
        var keywords: [any Keyword] = []
        if dialect.vocabularies.contains(.validation) {
            keywords += try read([TypeKeyword.self, ConstKeyword.self, EnumKeyword.self], reader)
            for limit in limits {
                if let keyword = try LimitKeyword(reader, limit) { keywords.append(keyword) }
            }
            for count in counts {
                if let keyword = try CountKeyword(reader, count) { keywords.append(keyword) }
            }
            keywords += try read(validation, reader)
        }
        if reader.assertsFormat { keywords += try read([FormatKeyword.self], reader) }
        if let members = try MembersKeyword(reader, dialect.vocabularies) {
            keywords.append(members)
        }
        if dialect.vocabularies.contains(.applicator) {
            keywords += try read(applicators, reader)
        }
        keywords += try read([ReferenceKeyword.self, DynamicKeyword.self], reader)
        if dialect.draft == .draft202012, dialect.vocabularies.contains(.unevaluated) {
            keywords += try read(unevaluated, reader)
        }
        return keywords
    }

    private static func read(
        _ kinds: [any ReadableKeyword.Type], _ reader: KeywordReader
    ) throws(SchemaError) -> [any Keyword] {
        var keywords: [any Keyword] = []
        for kind in kinds {
            if let keyword = try kind.init(reader) { keywords.append(keyword) }
        }
        return keywords
    }
}
