/// Which keywords of a draft hold schemas, and how.
enum SubschemaKeywords {
    /// How a keyword holds schemas.
    enum Shape {
        case schema
        case array
        case object
        /// One schema, or an array of them.
        case schemaOrArray
        /// An object whose values are schemas or arrays of names.
        case objectOrNames
    }

    /// The keywords of a draft with their shapes.
    static func shapes(of draft: SchemaDraft) -> [String: Shape] {
        switch draft {
        case .draft07: shapes07
        case .draft202012: shapes202012
        }
    }

    private static let common: [String: Shape] = [
        "additionalProperties": .schema, "allOf": .array, "anyOf": .array, "contains": .schema,
        "definitions": .object, "else": .schema, "if": .schema, "not": .schema, "oneOf": .array,
        "patternProperties": .object, "properties": .object, "propertyNames": .schema,
        "then": .schema,
    ]

    private static let shapes07 = common.merging([
        "additionalItems": .schema, "dependencies": .objectOrNames, "items": .schemaOrArray,
    ]) { $1 }

    private static let shapes202012 = common.merging([
        "$defs": .object, "contentSchema": .schema, "dependentSchemas": .object, "items": .schema,
        "prefixItems": .array, "unevaluatedItems": .schema, "unevaluatedProperties": .schema,
    ]) { $1 }
}
