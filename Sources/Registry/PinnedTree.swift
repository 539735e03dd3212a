package import Topics

/// A tree of questions whose defaults are pinned.
package struct PinnedTree: Equatable, Sendable {
    /// The question at its root.
    package let question: QuestionID
    /// When its last pin was made.
    package let pinnedAt: Timestamp
}
