/// How the registry decides which revision answers when nobody says which.
///
///     {"kind": "latest-stable"}
///     {"kind": "channel", "channel": "stable"}
///     {"kind": "weighted", "weights": {"1.0.0": 9, "1.1.0": 1}}
///     {"kind": "ask", "service": "my-org/board", "timeout_seconds": 5, "fallback": "pinned"}
public enum RegistryPolicy: Hashable, Sendable {
    /// One that needs no other, which is what a policy service's silence falls back to as well.
    case simple(SimplePolicy)
    /// The head of this channel is the default.
    case channel(ChannelName)
    /// Trees of questions are shared out among revisions by weights.
    case weighted(RevisionWeights)
    /// A service is asked whether a revision becomes the default.
    case ask(PolicyService)

    /// What stands in the JSON under `kind`.
    public var kind: String {
        switch self {
        case .simple(let policy): policy.rawValue
        case .channel: "channel"
        case .weighted: "weighted"
        case .ask: "ask"
        }
    }

    /// All that can stand under `kind`.
    public static let kinds =
        SimplePolicy.allCases.map(\.rawValue) + ["channel", "weighted", "ask"]
}

extension RegistryPolicy: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let kind = fields.parsed(.kind) { text throws(NameError) in
            guard Self.kinds.contains(text) else {
                let kinds = Self.kinds.joined(separator: ", ")
                throw NameError(text, isNot: "a kind of policy", because: "\(kinds) are")
            }
            return text
        }
        switch try fields.checked(kind) {
        case "channel":
            let channel = fields.parsed(.channel, ChannelName.init)
            self = .channel(try fields.checked(channel))
        case "weighted":
            let weights = fields.weights()
            self = .weighted(try fields.checked(weights))
        case "ask":
            self = .ask(try PolicyService(from: decoder))
        case let word:
            guard let policy = SimplePolicy(rawValue: word) else { preconditionFailure(word) }
            self = .simple(policy)
        }
    }

    /// Writes the object.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        try fields.encode(kind, forKey: .kind)
        switch self {
        case .simple: break
        case .channel(let channel): try fields.encode(channel.text, forKey: .channel)
        case .weighted(let weights): try fields.encode(weights.json, forKey: .weights)
        case .ask(let service): try service.encode(to: encoder)
        }
    }
}
