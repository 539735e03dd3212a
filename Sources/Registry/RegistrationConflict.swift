package import Topics

/// What a registration says differently from the one that was made before.
package enum RegistrationConflict: Equatable, Sendable {
    /// Whether the revision is to become the default one; before, it was said so or, when nil, not said.
    case isDefault(before: Bool?)
    /// The channel whose head it was to become when it was new.
    case channel(before: ChannelName?)
    /// The service has so many channels already.
    case tooManyChannels
    /// What its questions and answers look like.
    case twine
}
