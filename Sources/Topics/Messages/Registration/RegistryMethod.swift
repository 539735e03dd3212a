/// What the registry does for whoever asks it (docs/registry.md).
public enum RegistryMethod: String, CaseIterable, Sendable {
    /// Makes a revision known: `RegistrationRequest`, answered by `RegistrationReply`.
    case register
    /// Finds a revision or a service's default one: `ResolutionRequest`, answered by `ResolutionReply`.
    case resolve
    /// Lists revisions: `ListingRequest`, answered by `ListingReply`.
    case list
    /// Tells all about one revision: `DescriptionRequest`, answered by `RevisionDescription`.
    case describe
    /// Makes a registered revision the default one of its service: `DefaultRequest`, answered by
    /// `ResolutionReply`.
    case setDefault = "set-default"
    /// Tells how is decided which revision is the default: `ServiceRequest`, answered by `PolicyReply`.
    case getPolicy = "get-policy"
    /// Decides differently: `PolicyRequest`, answered by `PolicyReply`.
    case setPolicy = "set-policy"
    /// Moves a channel: `ChannelRequest`, answered by `PolicyReply`.
    case setChannel = "set-channel"
    /// Says that a revision should not be used any more: `DeprecationRequest`, answered by
    /// `RevisionDescription`.
    case deprecate
    /// Forgets a revision: `DeregistrationRequest`, answered by `DeregistrationReply`.
    case deregister
    /// Tells what has happened: `ListingRequest`, answered by `HistoryReply`.
    case history
}
