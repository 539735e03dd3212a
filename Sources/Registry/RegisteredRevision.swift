package import Topics

/// What the registry knows about one revision of a service.
package struct RegisteredRevision: Equatable, Sendable {
    /// The place in the order of registration, from 1.
    package let number: Int64
    /// Which revision.
    package let revision: ServiceRevision
    /// Whether who asks for the service without a tag gets this revision.
    package let isDefault: Bool
    /// What the registration asked for in `is_default`; nil where it left that to the policy.
    package let requestedDefault: Bool?
    /// Which node registered it.
    package let registrant: String
    /// When it was registered.
    package let registeredAt: Timestamp
    /// Why it should not be used any more; nil when it may.
    package let deprecation: String?
    /// The channel that the registration put it on, if any.
    package let channel: ChannelName?

    /// A revision as the registry knows it.
    package init(
        number: Int64, revision: ServiceRevision, isDefault: Bool, requestedDefault: Bool?,
        registrant: String, registeredAt: Timestamp, deprecation: String? = nil,
        channel: ChannelName? = nil
    ) {
        self.deprecation = deprecation
        self.channel = channel
        self.number = number
        self.revision = revision
        self.isDefault = isDefault
        self.requestedDefault = requestedDefault
        self.registrant = registrant
        self.registeredAt = registeredAt
    }
}
