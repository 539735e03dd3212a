/// The name of a snapshot, which remembers what a subscription owed when it was made.
public struct SnapshotName: ResourceName {
    /// "a snapshot name".
    public static var meaning: String { "a snapshot name" }
    /// The name as it is written.
    public let text: String

    /// Reads a snapshot name.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        try Self.check(text)
        self.text = text
    }
}
