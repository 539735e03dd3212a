/// Asks the registry for a revision, or for the default one of a service (`resolve`).
///
///     {"namespace": "my-org", "name": "wind"}
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0"}
public struct ResolutionRequest: Hashable, Sendable {
    /// What is looked for.
    public var reference: ServiceReference
    /// Whether the reply is to have the revision's twine.
    public var wantsTwine: Bool

    /// A request to find a revision.
    public init(_ reference: ServiceReference, wantsTwine: Bool = false) {
        self.reference = reference
        self.wantsTwine = wantsTwine
    }
}

extension ResolutionRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let reference =
            fields.has(.revisionTag)
            ? fields.revision().map(ServiceReference.revision)
            : fields.service().map(ServiceReference.defaultRevision)
        let wantsTwine = fields.booleanIfPresent(.withTwine) ?? false
        self.init(try fields.checked(reference), wantsTwine: wantsTwine)
    }

    /// Writes the object; `revision_tag` is left out where the default is asked for, `with_twine`
    /// where it is not wanted.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        switch reference {
        case .revision(let revision): try fields.encode(revision)
        case .defaultRevision(let service): try fields.encode(service)
        }
        if wantsTwine { try fields.encode(true, forKey: .withTwine) }
    }
}
