/// Something that has happened in the registry (`history`), which is kept for ever.
///
///     {"number": 31, "kind": "deprecated", "namespace": "my-org", "name": "wind",
///      "revision_tag": "1.2.0", "reason": "wrong units", "by": "operator",
///      "changed_at": "2026-11-21T08:15:30.000125+00:00"}
public struct HistoryEntry: Hashable, Sendable {
    /// The place in the history, from 1.
    public var number: Int64
    /// What has happened.
    public var kind: RegistryChangeKind
    /// To which service; nil for what concerns all of them.
    public var service: ServiceName?
    /// To which revision; nil where it is about no single one.
    public var tag: RevisionTag?
    /// Which revision it was before; nil where there was none, or that makes no sense.
    public var former: RevisionTag?
    /// Which channel of the service; nil where it is about none.
    public var channel: ChannelName?
    /// How is decided from then on; nil where that is as before, or the service has no policy of its own any
    /// more.
    public var policy: RegistryPolicy?
    /// Why, in the words of whoever did it or of the policy that decided.
    public var reason: String?
    /// Which node did it.
    public var node: String
    /// When.
    public var time: Timestamp

    /// Something that has happened.
    public init(
        number: Int64 = 0, kind: RegistryChangeKind, service: ServiceName?, tag: RevisionTag? = nil,
        former: RevisionTag? = nil, channel: ChannelName? = nil, policy: RegistryPolicy? = nil,
        reason: String? = nil, by node: String, at time: Timestamp
    ) {
        self.number = number
        self.kind = kind
        self.service = service
        self.tag = tag
        self.former = former
        self.channel = channel
        self.policy = policy
        self.reason = reason
        self.node = node
        self.time = time
    }

    /// The revision that it is about, if it is about a single one.
    public var revision: ServiceRevision? {
        guard let service, let tag else { return nil }
        return ServiceRevision(service: service, tag: tag)
    }
}

extension HistoryEntry: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let number = fields.integer(.number)
        let kind = fields.changeKind()
        let service = fields.serviceIfPresent()
        let tag = fields.has(.revisionTag) ? fields.parsed(.revisionTag, RevisionTag.init) : nil
        let former = fields.has(.formerTag) ? fields.parsed(.formerTag, RevisionTag.init) : nil
        let (channel, policy) = (fields.channelIfPresent(), fields.policyIfPresent(.policy))
        let reason = fields.has(.reason) ? fields.text(.reason) : nil
        let node = fields.text(.by)
        let time = fields.parsed(.changedAt) { text throws(NameError) in try Timestamp(text) }
        self.init(
            number: try fields.checked(number), kind: try fields.checked(kind), service: service,
            tag: tag, former: former, channel: channel, policy: policy, reason: reason,
            by: try fields.checked(node), at: try fields.checked(time))
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(number, forKey: .number)
        try fields.encode(kind.rawValue, forKey: .kind)
        if let service { try fields.encode(service) }
        try fields.encodeIfPresent(tag?.text, forKey: .revisionTag)
        try fields.encodeIfPresent(former?.text, forKey: .formerTag)
        try fields.encodeIfPresent(channel?.text, forKey: .channel)
        try fields.encodeIfPresent(policy, forKey: .policy)
        try fields.encodeIfPresent(reason, forKey: .reason)
        try fields.encode(node, forKey: .by)
        try fields.encode(time.description, forKey: .changedAt)
    }
}
