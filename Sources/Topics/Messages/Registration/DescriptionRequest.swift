/// Asks the registry for all that it knows about one revision (`describe`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0"}
public struct DescriptionRequest: Hashable, Sendable {
    /// Which revision.
    public var revision: ServiceRevision

    /// A request to describe a revision.
    public init(_ revision: ServiceRevision) {
        self.revision = revision
    }
}

extension DescriptionRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revision = fields.revision()
        self.init(try fields.checked(revision))
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
    }
}
