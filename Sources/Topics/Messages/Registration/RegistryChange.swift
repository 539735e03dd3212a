/// What has changed in the registry, published on the topic `busnode.registry` once it is on disk.
///
///     {"kind": "registered", "number": 12, "namespace": "my-org", "name": "wind", …}
///     {"kind": "default_changed", "namespace": "my-org", "name": "wind", "revision_tag": "1.2.0",
///      "former_revision_tag": "1.1.0", "changed_at": "2026-11-21T08:15:30.000125+00:00"}
public enum RegistryChange: Hashable, Sendable {
    /// A revision was registered, with what `RevisionDescription` tells about it.
    case registered(RevisionDescription)
    /// A service has another default revision; `former` is nil when it had none.
    case defaultChanged(to: ServiceRevision, former: RevisionTag?, at: Timestamp)

    /// The kind, as it stands in the JSON and in the attributes.
    public enum Kind: String, Sendable {
        /// A revision was registered.
        case registered
        /// A service has another default revision.
        case defaultChanged = "default_changed"
    }

    /// Which kind of change this is.
    public var kind: Kind {
        switch self {
        case .registered: .registered
        case .defaultChanged: .defaultChanged
        }
    }

    /// The revision that was registered or has become the default.
    public var revision: ServiceRevision {
        switch self {
        case .registered(let description): description.revision
        case .defaultChanged(to: let revision, former: _, at: _): revision
        }
    }

    /// The attributes of the message, for the filters of subscriptions.
    public var attributes: [String: String] {
        [
            "kind": kind.rawValue, "service": revision.service.description,
            "revision": revision.description,
        ]
    }
}

extension RegistryChange: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let kind = fields.parsed(.kind) { text throws(NameError) in
            guard let kind = Kind(rawValue: text) else {
                throw NameError(
                    text, isNot: "a kind of change", because: "registered, default_changed are")
            }
            return kind
        }
        switch try fields.checked(kind) {
        case .registered:
            self = .registered(try RevisionDescription(from: decoder))
        case .defaultChanged:
            let revision = fields.revision()
            let former = fields.has(.formerTag) ? fields.parsed(.formerTag, RevisionTag.init) : nil
            let time = fields.parsed(.changedAt) { text throws(NameError) in try Timestamp(text) }
            self = .defaultChanged(
                to: try fields.checked(revision), former: former, at: try fields.checked(time))
        }
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(kind.rawValue, forKey: .kind)
        switch self {
        case .registered(let description):
            try description.encode(to: encoder)
        case .defaultChanged(to: let revision, former: let former, at: let time):
            try fields.encode(revision)
            try fields.encodeIfPresent(former?.text, forKey: .formerTag)
            try fields.encode(time.description, forKey: .changedAt)
        }
    }
}
