/// Why the registry did not do what it was asked; the code of the reply says what kind of reason it is.
///
///     {"error": "my-org/wind:9 is not registered; …", "revisions": ["my-org/wind:1.2.0"]}
///     {"error": "name is missing", "fields": {"name": "is missing"}}
public struct RegistryRefusal: Error, Hashable, Sendable {
    /// One sentence for a person.
    public var error: String
    /// What is wrong with each bad field, by its key; nil where no field is.
    public var fields: [String: String]?
    /// Revisions that there are instead, the newest first; nil where that does not matter.
    public var revisions: [String]?

    /// A refusal with its reason.
    public init(
        _ error: String, fields: [String: String]? = nil, revisions: [String]? = nil
    ) {
        self.error = error
        self.fields = fields
        self.revisions = revisions
    }
}

extension RegistryRefusal: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let error = fields.text(.error)
        let reasons = fields.has(.fields) ? fields.value(.fields, as: [String: String].self) : nil
        let revisions = fields.has(.revisions) ? fields.value(.revisions, as: [String].self) : nil
        self.init(try fields.checked(error), fields: reasons, revisions: revisions)
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: RegistryField.self)
        try container.encode(error, forKey: .error)
        try container.encodeIfPresent(fields, forKey: .fields)
        try container.encodeIfPresent(revisions, forKey: .revisions)
    }
}
