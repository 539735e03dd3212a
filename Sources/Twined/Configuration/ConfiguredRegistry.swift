/// A registry of services that a configuration names.
public struct ConfiguredRegistry: Hashable, Sendable {
    /// What the file calls it.
    public let name: String
    /// Its address.
    public let endpoint: String
}
