/// The keys of the JSON that the registry reads and writes; those that Twined has too are Twined's.
enum RegistryField: String, CodingKey {
    case namespace
    case name
    case revisionTag = "revision_tag"
    case isDefault = "is_default"
    case isNew = "is_new"
    case requestedDefault = "requested_default"
    case formerTag = "former_revision_tag"
    case version
    case registrant
    case registeredAt = "registered_at"
    case number
    case kind
    case changedAt = "changed_at"
    case reason
    case by
    case deprecated
    case isDeprecated = "is_deprecated"
    case force
    case wasRegistered = "was_registered"
    case changes
    case channel
    case channels
    case policy
    case isOwn = "is_own"
    case apply
    case weights
    case service
    case timeout = "timeout_seconds"
    case fallback
    case originatorQuestion = "originator_question"
    case after
    case limit
    case revisions
    case next
    case twine
    case withTwine = "with_twine"
    case error
    case fields
}
