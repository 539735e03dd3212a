/// All that the registry knows about one revision (`describe`, `list`).
///
///     {"number": 12, "namespace": "my-org", "name": "wind", "revision_tag": "v1.2",
///      "is_default": true, "requested_default": true, "version": "1.2", "registrant": "node-1",
///      "registered_at": "2026-11-21T08:15:30.000125+00:00"}
public struct RevisionDescription: Hashable, Sendable {
    /// The place in the order of registration, from 1.
    public var number: Int64
    /// Which revision.
    public var revision: ServiceRevision
    /// Whether it is the default one of its service.
    public var isDefault: Bool
    /// What the registration asked for in `is_default`; nil where it left that to the registry.
    public var requestedDefault: Bool?
    /// The version that the tag names, in its normal form; nil where it names none.
    public var version: String?
    /// Which node registered it.
    public var registrant: String
    /// When it was registered.
    public var registeredAt: Timestamp
    /// Why it should not be used any more; nil when it may.
    public var deprecation: String?

    /// A description of a revision.
    public init(
        number: Int64, revision: ServiceRevision, isDefault: Bool, requestedDefault: Bool?,
        version: String?, registrant: String, registeredAt: Timestamp, deprecation: String? = nil
    ) {
        self.deprecation = deprecation
        self.number = number
        self.revision = revision
        self.isDefault = isDefault
        self.requestedDefault = requestedDefault
        self.version = version
        self.registrant = registrant
        self.registeredAt = registeredAt
    }
}

extension RevisionDescription: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let (number, revision) = (fields.integer(.number), fields.revision())
        let isDefault = fields.boolean(.isDefault)
        let requestedDefault = fields.booleanIfPresent(.requestedDefault)
        let version = fields.has(.version) ? fields.text(.version) : nil
        let registrant = fields.text(.registrant)
        let registeredAt = fields.parsed(.registeredAt) { text throws(NameError) in
            try Timestamp(text)
        }
        let deprecation = fields.has(.deprecated) ? fields.text(.deprecated) : nil
        self.init(
            number: try fields.checked(number), revision: try fields.checked(revision),
            isDefault: try fields.checked(isDefault), requestedDefault: requestedDefault,
            version: version, registrant: try fields.checked(registrant),
            registeredAt: try fields.checked(registeredAt), deprecation: deprecation)
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(number, forKey: .number)
        try fields.encode(revision)
        try fields.encode(isDefault, forKey: .isDefault)
        try fields.encodeIfPresent(requestedDefault, forKey: .requestedDefault)
        try fields.encodeIfPresent(version, forKey: .version)
        try fields.encode(registrant, forKey: .registrant)
        try fields.encode(registeredAt.description, forKey: .registeredAt)
        try fields.encodeIfPresent(deprecation, forKey: .deprecated)
    }
}
