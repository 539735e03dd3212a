/// Asks the registry to make a revision the default one of its service (`set-default`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "reason": "2.0.0 is too slow"}
public struct DefaultRequest: Hashable, Sendable {
    /// Which revision.
    public var revision: ServiceRevision
    /// Why, for the history; nil for no reason.
    public var reason: String?

    /// A request to make a revision the default one.
    public init(_ revision: ServiceRevision, because reason: String? = nil) {
        self.revision = revision
        self.reason = reason
    }
}

extension DefaultRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let (revision, reason) = (fields.revision(), fields.reasonIfPresent())
        self.init(try fields.checked(revision), because: reason)
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encodeIfPresent(reason, forKey: .reason)
    }
}
