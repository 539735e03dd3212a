package import Topics

/// What became of a registration.
package enum RegistrationOutcome: Equatable, Sendable {
    /// The revision is new; if it is the default now, `replacing` is the one that was.
    case registered(RegisteredRevision, replacing: RevisionTag?)
    /// The same registration was made before, and nothing has changed but for a twine that is new.
    case alreadyRegistered(RegisteredRevision)
    /// The revision was registered before and differently, and nothing has changed.
    case conflict(RegisteredRevision, RegistrationConflict)
}
