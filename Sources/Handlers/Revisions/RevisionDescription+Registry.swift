import Registry
import Topics

extension RevisionDescription {
    /// What the registry tells others about a revision that it keeps.
    init(_ known: RegisteredRevision) {
        self.init(
            number: known.number, revision: known.revision, isDefault: known.isDefault,
            requestedDefault: known.requestedDefault,
            version: known.revision.tag.version?.description, registrant: known.registrant,
            registeredAt: known.registeredAt, deprecation: known.deprecation)
    }
}

extension RegistrationReply {
    /// What the registry answers about a revision that it keeps.
    init(_ known: RegisteredRevision, isNew: Bool, reason: String? = nil) {
        self.init(
            revision: known.revision, isDefault: known.isDefault, isNew: isNew, reason: reason)
    }
}
