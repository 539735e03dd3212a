/// The name of a channel of a service, such as `beta`: a line of revisions that has a head of its own.
///
/// Lower-case letters and digits in groups joined by single hyphens, at most 80 characters, as for services.
public struct ChannelName: Hashable, Sendable, CustomStringConvertible {
    /// The name as it is written.
    public let text: String

    /// Reads the name of a channel.
    ///
    /// - Throws: `NameError` that names the rule which the text breaks.
    public init(_ text: String) throws(NameError) {
        try ServiceName.check(text, as: "a channel's name")
        self.text = text
    }

    /// The name as it is written.
    public var description: String { text }
}
