/// Asks the registry for a revision, or for the default one of a service (`resolve`).
///
///     {"namespace": "my-org", "name": "wind"}
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0"}
public struct ResolutionRequest: Hashable, Sendable {
    /// What is looked for.
    public var reference: ServiceReference

    /// A request to find a revision.
    public init(_ reference: ServiceReference) {
        self.reference = reference
    }
}

extension ResolutionRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        if fields.has(.revisionTag) {
            let revision = fields.revision()
            self.init(.revision(try fields.checked(revision)))
        } else {
            let service = fields.service()
            self.init(.defaultRevision(try fields.checked(service)))
        }
    }

    /// Writes the object; `revision_tag` is left out where the default is asked for.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        switch reference {
        case .revision(let revision): try fields.encode(revision)
        case .defaultRevision(let service): try fields.encode(service)
        }
    }
}
