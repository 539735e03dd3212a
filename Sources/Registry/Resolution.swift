package import Topics

/// What a name stands for.
package struct Resolution: Equatable, Sendable {
    /// The revision.
    package let known: RegisteredRevision
    /// How trees of questions are shared out, where they are and none was named.
    package let weights: RevisionWeights?

    /// A revision that was found.
    package init(_ known: RegisteredRevision, weights: RevisionWeights? = nil) {
        self.known = known
        self.weights = weights
    }
}
