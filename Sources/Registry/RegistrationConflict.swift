/// What a registration says differently from the one that was made before.
package enum RegistrationConflict: Equatable, Sendable {
    /// Whether the revision is to become the default one.
    case isDefault
    /// What its questions and answers look like.
    case twine
}
