package import Topics

/// What became of a registration.
package enum RegistrationOutcome: Equatable, Sendable {
    /// The revision is new, with what changed besides, and why it is the default now or not.
    case registered(RegisteredRevision, [HistoryEntry], reason: String)
    /// A policy service is to be asked first; nothing has changed.
    case asking(PolicyInquiry)
    /// The same registration was made before, and nothing has changed but for a twine that is new.
    case alreadyRegistered(RegisteredRevision, newTwine: HistoryEntry?)
    /// The revision was registered before and differently, and nothing has changed.
    case conflict(RegistrationConflict)
}
