/// The revision that was looked for (`resolve`), as Twined's registry answers it.
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_default": true}
public struct ResolutionReply: Hashable, Sendable {
    /// The revision.
    public var revision: ServiceRevision
    /// Whether it is the default one of its service.
    public var isDefault: Bool
    /// How trees of questions are shared out, where they are and none was named; nil where all get this
    /// revision.
    public var weights: RevisionWeights?
    /// The revision's twine; nil where it has none, or it was not asked for.
    public var twine: JSONValue?
    /// Why the revision should not be used any more; nil when it may.
    public var deprecation: String?

    /// A revision that was found.
    public init(
        revision: ServiceRevision, isDefault: Bool, weights: RevisionWeights? = nil,
        twine: JSONValue? = nil, deprecation: String? = nil
    ) {
        self.weights = weights
        self.deprecation = deprecation
        self.twine = twine
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
        let weights = fields.has(.weights) ? fields.weights() : nil
        let twine = fields.objectIfPresent(.twine, byteLimit: RegistrationRequest.twineLimit)
        let deprecation = fields.has(.deprecated) ? fields.text(.deprecated) : nil
        self.init(
            revision: try fields.checked(revision), isDefault: try fields.checked(isDefault),
            weights: weights, twine: twine, deprecation: deprecation)
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encode(isDefault, forKey: .isDefault)
        try fields.encodeIfPresent(deprecation, forKey: .deprecated)
        try fields.encodeIfPresent(weights?.json, forKey: .weights)
        try fields.encodeIfPresent(twine, forKey: .twine)
    }
}
