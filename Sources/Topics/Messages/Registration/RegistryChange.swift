/// What has changed in the registry, published on the topic `busnode.registry` once it is on disk.
///
///     {"kind": "registered", "number": 12, "namespace": "my-org", "name": "wind", …}
///     {"number": 31, "kind": "default_changed", "namespace": "my-org", "name": "wind",
///      "revision_tag": "1.2.0", "former_revision_tag": "1.1.0", "by": "node-1", …}
public enum RegistryChange: Hashable, Sendable {
    /// A revision was registered, with what `RevisionDescription` tells about it.
    case registered(RevisionDescription)
    /// Something else has happened, such as that a service has another default revision.
    case changed(HistoryEntry)

    /// Which kind of change this is.
    public var kind: RegistryChangeKind {
        switch self {
        case .registered: .registered
        case .changed(let entry): entry.kind
        }
    }

    /// The service that it concerns; nil for all of them.
    public var service: ServiceName? {
        switch self {
        case .registered(let description): description.revision.service
        case .changed(let entry): entry.service
        }
    }

    /// The revision that it is about, if it is about a single one.
    public var revision: ServiceRevision? {
        switch self {
        case .registered(let description): description.revision
        case .changed(let entry): entry.revision
        }
    }

    /// The attributes of the message, for the filters of subscriptions.
    public var attributes: [String: String] {
        var attributes = ["kind": kind.rawValue]
        attributes["service"] = service?.description
        attributes["revision"] = revision?.description
        return attributes
    }
}

extension RegistryChange: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let kind = fields.changeKind()
        if try fields.checked(kind) == .registered {
            self = .registered(try RevisionDescription(from: decoder))
        } else {
            self = .changed(try HistoryEntry(from: decoder))
        }
    }

    /// Writes the object; what is nil is left out.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .registered(let description):
            var fields = encoder.container(keyedBy: RegistryField.self)
            try fields.encode(kind.rawValue, forKey: .kind)
            try description.encode(to: encoder)
        case .changed(let entry):
            try entry.encode(to: encoder)
        }
    }
}
