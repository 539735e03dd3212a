/// The revision that was looked for (`resolve`), as Twined's registry answers it.
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_default": true}
public struct ResolutionReply: Hashable, Sendable {
    /// The revision.
    public var revision: ServiceRevision
    /// Whether it is the default one of its service.
    public var isDefault: Bool

    /// A revision that was found.
    public init(revision: ServiceRevision, isDefault: Bool) {
        self.revision = revision
        self.isDefault = isDefault
    }
}

extension ResolutionReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let (revision, isDefault) = (fields.revision(), fields.boolean(.isDefault))
        self.init(
            revision: try fields.checked(revision), isDefault: try fields.checked(isDefault))
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encode(isDefault, forKey: .isDefault)
    }
}
