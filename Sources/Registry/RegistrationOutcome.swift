package import Topics

/// What became of a registration.
package enum RegistrationOutcome: Equatable, Sendable {
    /// The revision is new; if it is the default now, the change that this is; why, or why not.
    case registered(RegisteredRevision, newDefault: HistoryEntry?, reason: String)
    /// The same registration was made before, and nothing has changed but for a twine that is new.
    case alreadyRegistered(RegisteredRevision, newTwine: HistoryEntry?)
    /// The revision was registered before and differently, and nothing has changed.
    case conflict(RegistrationConflict)
}
