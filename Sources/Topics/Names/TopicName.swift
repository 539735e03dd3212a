/// The name of a topic, to which messages are published.
public struct TopicName: ResourceName {
    /// "a topic name".
    public static var meaning: String { "a topic name" }
    /// The name as it is written.
    public let text: String

    /// Where the registry publishes registrations and changed defaults.
    public static let registry = known("busnode.registry")
    /// Where the ledger tells what has become of transfers.
    public static let ledger = known("busnode.ledger")
    /// Where the market tells what has happened.
    public static let market = known("busnode.market")

    /// Reads a topic name.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        try Self.check(text)
        self.text = text
    }

    private static func known(_ text: String) -> TopicName {
        guard let topic = try? TopicName(text) else {
            preconditionFailure("\(text) is a topic name")
        }
        return topic
    }
}
