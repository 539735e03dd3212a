/// Tells the registry that a revision should not be used any more, or may be again (`deprecate`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "reason": "wrong units"}
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_deprecated": false}
public struct DeprecationRequest: Hashable, Sendable {
    /// The longest reason, in bytes: a few sentences.
    public static let reasonLimit = 1_000

    /// Which revision.
    public var revision: ServiceRevision
    /// Why it should not be used, which everybody who asks it is told; nil when it may be used again.
    public var reason: String?

    /// A request to deprecate a revision, or without a reason to take that back.
    public init(_ revision: ServiceRevision, because reason: String?) {
        self.revision = revision
        self.reason = reason
    }
}

extension DeprecationRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revision = fields.revision()
        let isDeprecated = fields.booleanIfPresent(.isDeprecated) ?? true
        let reason =
            isDeprecated ? fields.sentence(.reason, byteLimit: Self.reasonLimit) : nil
        self.init(try fields.checked(revision), because: reason)
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encodeIfPresent(reason, forKey: .reason)
        if reason == nil { try fields.encode(false, forKey: .isDeprecated) }
    }
}
