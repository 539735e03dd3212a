/// Asks the registry to make a revision known (`register`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_default": true}
public struct RegistrationRequest: Hashable, Sendable {
    /// The revision.
    public var revision: ServiceRevision
    /// Whether it becomes the default one of its service; nil leaves that to the registry's policy.
    public var isDefault: Bool?

    /// A request to register a revision.
    public init(revision: ServiceRevision, isDefault: Bool? = nil) {
        self.revision = revision
        self.isDefault = isDefault
    }
}

extension RegistrationRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revision = fields.revision()
        let isDefault = fields.booleanIfPresent(.isDefault)
        self.init(revision: try fields.checked(revision), isDefault: isDefault)
    }

    /// Writes the object; `is_default` is left out where the registry decides.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encodeIfPresent(isDefault, forKey: .isDefault)
    }
}
