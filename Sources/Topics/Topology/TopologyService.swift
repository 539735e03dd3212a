/// What a service node answers, and with what.
public struct TopologyService: Hashable, Sendable {
    /// The revision whose questions the node answers.
    public var revision: ServiceRevision
    /// What is started to answer them.
    public var program: NodeProgram
    /// How many of the program, or of what serves with it, run side by side.
    public var instances: Int
    /// Variables added to the environment of the program.
    public var environment: [String: String]
    /// Whether the revision is registered at the registry when the node starts.
    public var isRegistered: Bool
    /// Whether registering asks to make the revision the default (true), not to (false), or leaves it to
    /// the policy of the registry (nil).
    public var isDefault: Bool?
    /// The names of nodes that must be ready before this one starts.
    public var after: [String]

    /// A service node's part of a topology, which is checked when it becomes part of a `Topology`.
    public init(
        revision: ServiceRevision, program: NodeProgram, instances: Int = 1,
        environment: [String: String] = [:], isRegistered: Bool = true, isDefault: Bool? = nil,
        after: [String] = []
    ) {
        self.revision = revision
        self.program = program
        self.instances = instances
        self.environment = environment
        self.isRegistered = isRegistered
        self.isDefault = isDefault
        self.after = after
    }
}
