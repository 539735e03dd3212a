/// How the registry decides about one service or about all (`get-policy`, `set-policy`).
///
///     {"namespace": "my-org", "name": "wind", "policy": {"kind": "latest-version"}, "is_own": false,
///      "channels": {"beta": "1.2.0"}}
public struct PolicyReply: Hashable, Sendable {
    /// Which service; nil for all that have no policy of their own.
    public var service: ServiceName?
    /// The policy.
    public var policy: RegistryPolicy
    /// Whether it was set for just this service, or for the whole registry when no service is named.
    public var isOwn: Bool
    /// The head of each channel of the service.
    public var channels: [ChannelName: RevisionTag]

    /// A policy that holds.
    public init(
        service: ServiceName?, policy: RegistryPolicy, isOwn: Bool,
        channels: [ChannelName: RevisionTag] = [:]
    ) {
        self.service = service
        self.policy = policy
        self.isOwn = isOwn
        self.channels = channels
    }
}

extension PolicyReply: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.serviceIfPresent()
        let policy = fields.policyIfPresent(.policy)
        let isOwn = fields.boolean(.isOwn)
        var channels: [ChannelName: RevisionTag] = [:]
        let texts =
            fields.has(.channels) ? fields.value(.channels, as: [String: String].self) : [:]
        for (channel, tag) in texts ?? [:] {
            guard let channel = try? ChannelName(channel), let tag = try? RevisionTag(tag) else {
                fields.add("must be the tags of channels", to: .channels)
                break
            }
            channels[channel] = tag
        }
        if policy == nil, !fields.has(.policy) { fields.add("is missing", to: .policy) }
        self.init(
            service: service, policy: try fields.checked(policy),
            isOwn: try fields.checked(isOwn), channels: channels)
    }

    /// Writes the object; `channels` is left out where there are none.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        if let service { try fields.encode(service) }
        try fields.encode(policy, forKey: .policy)
        try fields.encode(isOwn, forKey: .isOwn)
        guard !channels.isEmpty else { return }
        var object: JSONObject = [:]
        for (channel, tag) in channels.sorted(by: { $0.key.text < $1.key.text }) {
            object[channel.text] = .string(tag.text)
        }
        try fields.encode(JSONValue.object(object), forKey: .channels)
    }
}
