/// The registry has made a revision known, or has known it already (`register`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_default": true,
///      "is_new": true}
public struct RegistrationReply: Hashable, Sendable {
    /// The revision.
    public var revision: ServiceRevision
    /// Whether it is the default one of its service now.
    public var isDefault: Bool
    /// Whether this request registered it; false when the same request did before.
    public var isNew: Bool
    /// Why it became the default one or not; nil for what was registered before.
    public var reason: String?

    /// What became of a registration.
    public init(revision: ServiceRevision, isDefault: Bool, isNew: Bool, reason: String? = nil) {
        self.reason = reason
        self.revision = revision
        self.isDefault = isDefault
        self.isNew = isNew
    }
}

extension RegistrationReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let (revision, isDefault) = (fields.revision(), fields.boolean(.isDefault))
        let isNew = fields.boolean(.isNew)
        let reason = fields.has(.reason) ? fields.text(.reason) : nil
        self.init(
            revision: try fields.checked(revision), isDefault: try fields.checked(isDefault),
            isNew: try fields.checked(isNew), reason: reason)
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encode(isDefault, forKey: .isDefault)
        try fields.encode(isNew, forKey: .isNew)
        try fields.encodeIfPresent(reason, forKey: .reason)
    }
}
