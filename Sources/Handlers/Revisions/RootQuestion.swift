package import Topics

/// What the backbone says of the question at the root of a tree.
package struct RootQuestion: Equatable, Sendable {
    /// The revision that it was asked of.
    package let recipient: ServiceRevision
    /// The name for which its parent got that revision (`AskedAs`); nil where it named the revision.
    package let askedAs: String?

    /// A question at the root of a tree.
    package init(recipient: ServiceRevision, askedAs: String?) {
        self.recipient = recipient
        self.askedAs = askedAs
    }
}
