/// Asks the registry to make a revision the head of a channel, or to have no such channel (`set-channel`).
///
///     {"namespace": "my-org", "name": "wind", "channel": "beta", "revision_tag": "1.2.0"}
///     {"namespace": "my-org", "name": "wind", "channel": "beta"}
public struct ChannelRequest: Hashable, Sendable {
    /// Which service.
    public var service: ServiceName
    /// Which channel.
    public var channel: ChannelName
    /// The revision that becomes its head; nil when the channel ends.
    public var tag: RevisionTag?
    /// Why, for the history; nil for no reason.
    public var reason: String?

    /// A request to move a channel.
    public init(
        _ channel: ChannelName, of service: ServiceName, to tag: RevisionTag?,
        because reason: String? = nil
    ) {
        self.service = service
        self.channel = channel
        self.tag = tag
        self.reason = reason
    }
}

extension ChannelRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.service()
        let channel = fields.parsed(.channel, ChannelName.init)
        let tag = fields.has(.revisionTag) ? fields.parsed(.revisionTag, RevisionTag.init) : nil
        let reason = fields.reasonIfPresent()
        self.init(
            try fields.checked(channel), of: try fields.checked(service), to: tag, because: reason)
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(service)
        try fields.encode(channel.text, forKey: .channel)
        try fields.encodeIfPresent(tag?.text, forKey: .revisionTag)
        try fields.encodeIfPresent(reason, forKey: .reason)
    }
}
