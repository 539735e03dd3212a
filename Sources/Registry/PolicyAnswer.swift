package import Topics

/// What came of asking a policy service.
package enum PolicyAnswer: Equatable, Sendable {
    /// The revision becomes the default one, or does not, says this revision of the policy service.
    case said(Bool, by: ServiceRevision)
    /// There is no answer of true or false, for the reason given in words.
    case failed(String)
}
