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
    /// Makes a registered revision the default one of its service: `DescriptionRequest`, answered by
    /// `ResolutionReply`.
    case setDefault = "set-default"
}
