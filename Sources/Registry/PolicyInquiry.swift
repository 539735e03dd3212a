package import Topics

/// A registration that waits for what a policy service says.
package struct PolicyInquiry: Equatable, Sendable {
    /// What is to be registered.
    package let wish: RegistrationRequest
    /// The node that registers it.
    package let registrant: String
    /// The revision that is asked.
    package let asked: ServiceRevision
    /// How long it may take, in milliseconds.
    package let timeoutMilliseconds: Int64
    /// The default revision now; nil when there is none.
    package let formerDefault: RevisionTag?
    /// The tags that are registered, in the order of registration: the last `tagLimit` of them.
    package let tags: [RevisionTag]

    /// Most tags that a policy service is told: as many as a page of the list has.
    package static let tagLimit = 1_000

    /// What the policy service is asked, as the values of a question.
    package var values: JSONValue {
        [
            "namespace": .string(wish.revision.service.namespace),
            "name": .string(wish.revision.service.name),
            "revision_tag": .string(wish.revision.tag.text),
            "default_revision_tag": formerDefault.map { .string($0.text) } ?? .null,
            "revision_tags": .array(tags.map { .string($0.text) }),
        ]
    }
}
