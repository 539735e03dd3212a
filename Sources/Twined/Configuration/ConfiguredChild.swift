public import Topics

/// A service that a service asks, under the key that its app knows it by.
public struct ConfiguredChild: Hashable, Sendable {
    /// The key of twine.json.
    public let key: String
    /// Which service to ask.
    public let service: ServiceReference
    /// What the file names as the way there; the bus is the only one here, whatever the name.
    public let backend: String?
}
