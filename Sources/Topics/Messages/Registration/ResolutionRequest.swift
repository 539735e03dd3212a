/// Asks the registry for a revision, or for the default one of a service (`resolve`).
///
///     {"namespace": "my-org", "name": "wind"}
///     {"namespace": "my-org", "name": "wind", "revision_tag": "1.2.0"}
public struct ResolutionRequest: Hashable, Sendable {
    /// What is looked for.
    public var reference: ServiceReference
    /// The channel whose head is looked for instead of the default revision; nil for the default.
    public var channel: ChannelName?
    /// The question at the root of the tree that asks; nil when no tree does.
    public var originatorQuestion: QuestionID?
    /// Whether the reply is to have the revision's twine.
    public var wantsTwine: Bool

    /// A request to find a revision.
    public init(
        _ reference: ServiceReference, channel: ChannelName? = nil,
        originatorQuestion: QuestionID? = nil, wantsTwine: Bool = false
    ) {
        self.channel = channel
        self.originatorQuestion = originatorQuestion
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
        let channel = fields.channelIfPresent()
        if channel != nil, case .revision? = reference {
            fields.add("goes with no revision_tag", to: .channel)
        }
        let question =
            fields.has(.originatorQuestion)
            ? fields.parsed(.originatorQuestion, QuestionID.init) : nil
        let wantsTwine = fields.booleanIfPresent(.withTwine) ?? false
        self.init(
            try fields.checked(reference), channel: channel, originatorQuestion: question,
            wantsTwine: wantsTwine)
    }

    /// Writes the object; `revision_tag` is left out where the default is asked for, and what is nil or
    /// not wanted.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        switch reference {
        case .revision(let revision): try fields.encode(revision)
        case .defaultRevision(let service): try fields.encode(service)
        }
        try fields.encodeIfPresent(channel?.text, forKey: .channel)
        try fields.encodeIfPresent(originatorQuestion?.description, forKey: .originatorQuestion)
        if wantsTwine { try fields.encode(true, forKey: .withTwine) }
    }
}
