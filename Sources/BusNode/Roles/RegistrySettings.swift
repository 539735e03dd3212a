/// How a registry goes about it.
public struct RegistrySettings: Sendable {
    /// What the node calls itself.
    public var name = "registry"
    /// What decides which revision is the default, where neither the service nor the registry's file has a policy.
    public var policy = RegistryPolicy.simple(.latestVersion)
    /// The namespace of a service of which only the name is given; nil where the namespace has to be given.
    public var defaultNamespace: String?
    /// The tag of a registration without one, and of the revision that stands in for a default where a service has
    /// none; nil where nothing does.
    public var defaultTag: RevisionTag?
    /// For how long it is kept what trees of questions have got.
    package var pins = Pins()

    /// The usual settings.
    public init() {}

    /// For how long it is kept what trees of questions have got.
    package struct Pins: Sendable {
        /// How often it is looked which trees have ended.
        package var sweepInterval = Duration.seconds(30)
        /// How old the last pin of a tree is before it is looked whether the tree has ended.
        package var youth = Duration.seconds(60)
        /// How long the pins of a tree are kept that the backbone does not know, because its root is not asked
        /// yet, or was forgotten.
        package var patience = Duration.seconds(600)
    }
}
