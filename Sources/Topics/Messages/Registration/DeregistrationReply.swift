/// The registry has forgotten a revision (`deregister`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "was_registered": true}
public struct DeregistrationReply: Hashable, Sendable {
    /// The revision.
    public var revision: ServiceRevision
    /// Whether this request made it forgotten; false when one before did.
    public var wasRegistered: Bool

    /// What became of a deregistration.
    public init(revision: ServiceRevision, wasRegistered: Bool) {
        self.revision = revision
        self.wasRegistered = wasRegistered
    }
}

extension DeregistrationReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let (revision, wasRegistered) = (fields.revision(), fields.boolean(.wasRegistered))
        self.init(
            revision: try fields.checked(revision),
            wasRegistered: try fields.checked(wasRegistered))
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encode(wasRegistered, forKey: .wasRegistered)
    }
}
