package import Registry

/// What is to be done about a request to the registry.
package enum RegistryStep: Equatable, Sendable {
    /// It is answered.
    case answered(RegistryReply)
    /// A policy service is asked first; `RevisionHandler.conclude` takes what it says.
    case ask(PolicyInquiry)
    /// The backbone is asked for the root of a tree first; `RevisionHandler.pin` takes what it says.
    case look(TreeInquiry)
}
