/// The attribute of a question in which a parent says for which name it got the recipient.
///
/// Its value is `namespace/name` for the default revision of a service, and `namespace/name@channel` for the
/// head of a channel. From that of the root question the registry knows which default a tree started with.
public enum AskedAs {
    /// The key of the attribute.
    public static let attribute = "asked_as"

    /// The value for the default revision of a service, or for the head of a channel.
    public static func value(_ service: ServiceName, _ channel: ChannelName?) -> String {
        channel.map { "\(service)@\($0)" } ?? service.description
    }
}
