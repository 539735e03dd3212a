/// Asks the registry to make a revision known (`register`).
///
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0", "is_default": true}
public struct RegistrationRequest: Hashable, Sendable {
    /// The longest twine, in bytes without spaces between its parts: those in use have a few thousand.
    public static let twineLimit = 65_536

    /// The revision.
    public var revision: ServiceRevision
    /// Whether it becomes the default one of its service; nil leaves that to the registry's policy.
    public var isDefault: Bool?

    /// The channel whose head the revision becomes when it is new; nil for none.
    public var channel: ChannelName?
    /// What the revision's questions and answers look like: a JSON object of at most `twineLimit` bytes, kept
    /// as it is; nil where the registration says nothing about it.
    public var twine: JSONValue?

    /// A request to register a revision.
    public init(
        revision: ServiceRevision, isDefault: Bool? = nil, channel: ChannelName? = nil,
        twine: JSONValue? = nil
    ) {
        self.channel = channel
        self.revision = revision
        self.isDefault = isDefault
        self.twine = twine
    }
}

extension RegistrationRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let revision = fields.revision()
        let isDefault = fields.booleanIfPresent(.isDefault)
        let channel = fields.channelIfPresent()
        let twine = fields.objectIfPresent(.twine, byteLimit: Self.twineLimit)
        self.init(
            revision: try fields.checked(revision), isDefault: isDefault,
            channel: channel, twine: twine)
    }

    /// Writes the object; `is_default` is left out where the registry decides, and what else is nil.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(revision)
        try fields.encodeIfPresent(isDefault, forKey: .isDefault)
        try fields.encodeIfPresent(channel?.text, forKey: .channel)
        try fields.encodeIfPresent(twine, forKey: .twine)
    }
}
