/// The name of a subscription, which remembers what of a topic is not yet acknowledged.
public struct SubscriptionName: ResourceName {
    /// "a subscription name".
    public static var meaning: String { "a subscription name" }
    /// The name as it is written.
    public let text: String

    /// Reads a subscription name.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        try Self.check(text)
        self.text = text
    }
}
