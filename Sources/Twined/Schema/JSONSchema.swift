public import Topics

/// A JSON Schema of draft 2020-12, or of draft-07 where `$schema` says so: read once, used many times.
///
///     let schema = try JSONSchema(["type": "object", "required": ["height"]])
///     schema.accepts(["height": 4])                  // true
///     schema.violations(of: [:]).first?.message      // the member "height" is missing
///
/// `default` is an annotation: nothing is filled in. Numbers are exact: `1.0` is an integer, and `0.3` a
/// multiple of `0.1`. The time to check a value grows with its length and has a limit, whatever the
/// schema and the value are.
public struct JSONSchema: Sendable {
    private let compiled: CompiledSchema

    /// Reads a schema, with all parts of the document and all documents that it refers to.
    ///
    /// - Parameter documents: What may be referred to; nothing is ever fetched.
    /// - Parameter assertsFormat: Whether `format` is checked; otherwise it is a note for people, as the
    ///   standard has it, unless the vocabulary of the meta-schema says that it is checked.
    /// - Throws: `SchemaError` with the place of the first thing that no schema can have.
    public init(
        _ document: JSONValue, documents: SchemaDocuments = .bundled, assertsFormat: Bool = false
    ) throws(SchemaError) {
        let compiler = try SchemaCompiler(
            document, documents: documents, assertsFormat: assertsFormat)
        compiled = try compiler.compile()
    }

    /// What a value breaks, in the order of the schema; empty when the schema accepts it.
    ///
    /// Where a value would have to keep one of several schemas (`anyOf`, `oneOf`, `contains`) and keeps
    /// none, that is one violation.
    ///
    /// - Parameter limit: The most violations that are looked for, at least 1.
    public func violations(of value: JSONValue, limit: Int = 100) -> [SchemaViolation] {
        violations(of: value, limit: limit, stepLimit: Evaluation.stepLimit)
    }

    /// Whether a value keeps the schema.
    public func accepts(_ value: JSONValue) -> Bool {
        var evaluation = Evaluation(compiled)
        return evaluation.accepts(value)
    }

    /// The same with a limit of one's own for the schemas that a value goes through.
    func violations(of value: JSONValue, limit: Int, stepLimit: Int) -> [SchemaViolation] {
        precondition(limit > 0, "the limit of violations is at least 1")
        var verdict = Evaluation(compiled, stepLimit: stepLimit)
        if verdict.accepts(value) { return [] }
        var evaluation = Evaluation(compiled, violationLimit: limit, stepLimit: stepLimit)
        _ = evaluation.accepts(value)
        return evaluation.violations
    }
}
