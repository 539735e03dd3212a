/// Asks the registry to forget a revision (`deregister`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "reason": "never worked"}
public struct DeregistrationRequest: Hashable, Sendable {
    /// Which revision.
    public var revision: ServiceRevision
    /// Whether it is forgotten even if it is asked by those who name no revision.
    public var isForced: Bool
    /// Why, for the history; nil for no reason.
    public var reason: String?

    /// A request to forget a revision.
    public init(_ revision: ServiceRevision, isForced: Bool = false, because reason: String? = nil)
    {
        self.revision = revision
        self.isForced = isForced
        self.reason = reason
    }
}

extension DeregistrationRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revision = fields.revision()
        let isForced = fields.booleanIfPresent(.force) ?? false
        let reason = fields.reasonIfPresent()
        self.init(try fields.checked(revision), isForced: isForced, because: reason)
    }

    /// Writes the object; what is as usual is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        if isForced { try fields.encode(true, forKey: .force) }
        try fields.encodeIfPresent(reason, forKey: .reason)
    }
}
