/// Asks the registry to decide differently, about one service or about all (`set-policy`).
///
///     {"namespace": "my-org", "name": "wind", "policy": {"kind": "latest-stable"}}
///     {"policy": {"kind": "pinned"}, "reason": "release freeze"}
public struct PolicyRequest: Hashable, Sendable {
    /// Which service; nil for all that have no policy of their own.
    public var service: ServiceName?
    /// The policy; nil to have none of one's own.
    public var policy: RegistryPolicy?
    /// Whether the default moves at once to the revision that the policy would choose among those there are.
    public var isApplied: Bool
    /// Why, for the history; nil for no reason.
    public var reason: String?

    /// A request to decide differently.
    public init(
        service: ServiceName?, policy: RegistryPolicy?, isApplied: Bool = false,
        because reason: String? = nil
    ) {
        self.service = service
        self.policy = policy
        self.isApplied = isApplied
        self.reason = reason
    }
}

extension PolicyRequest: Codable {
    /// Reads the object; a key that is not known is passed over.
    ///
    /// - Throws: `FieldErrors` that names every bad field; `DecodingError` when it is no object.
    public init(from decoder: any Decoder) throws {
        var fields = try FieldReader(decoder)
        let service = fields.serviceIfPresent()
        let policy = fields.policyIfPresent(.policy)
        let isApplied = fields.booleanIfPresent(.apply) ?? false
        let reason = fields.reasonIfPresent()
        if service == nil, case .weighted? = policy {
            fields.add("has weights of revisions, so it needs a service", to: .policy)
        }
        self.init(
            service: service, policy: policy, isApplied: try fields.checked(isApplied),
            because: reason)
    }

    /// Writes the object; what is nil or as usual is left out.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: RegistryField.self)
        if let service { try fields.encode(service) }
        try fields.encodeIfPresent(policy, forKey: .policy)
        if isApplied { try fields.encode(true, forKey: .apply) }
        try fields.encodeIfPresent(reason, forKey: .reason)
    }
}
