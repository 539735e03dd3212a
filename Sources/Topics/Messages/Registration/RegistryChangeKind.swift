/// What has happened in the registry, as it stands in JSON and in attributes.
public enum RegistryChangeKind: String, CaseIterable, Sendable {
    /// A revision was registered.
    case registered
    /// A service has another default revision, or none any more.
    case defaultChanged = "default_changed"
    /// A revision was given its twine after it was registered.
    case twineAdded = "twine_added"
    /// Something else decides which revision is the default.
    case policyChanged = "policy_changed"
    /// A channel has another head, or none any more.
    case channelChanged = "channel_changed"
    /// A revision should not be used any more.
    case deprecated
    /// A deprecated revision may be used again.
    case undeprecated
    /// A revision is not registered any more.
    case deregistered
}
