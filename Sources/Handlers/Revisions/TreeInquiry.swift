package import Topics

/// A question tree that asks for a service for the first time.
package struct TreeInquiry: Equatable, Sendable {
    /// What is to be resolved.
    package let wish: ResolutionRequest
    /// The question at the root of the tree.
    package let question: QuestionID
}
