/// The limits of the wire protocol, each with its unit and its reason (docs/protocol.md, "Limits").
public enum WireLimits {
    /// Largest payload, in bytes: Pub/Sub's 10 MB, which every client of it already respects.
    public static let payload = 10_000_000
    /// Largest command frame, in bytes: room for 100 attributes of the largest size below.
    public static let commandFrame = 160_000
    /// Largest part of a message that a socket accepts, in bytes; a peer that sends more is cut off.
    public static let part = payload + 65_536
    /// Most attributes a message may carry: Pub/Sub's limit.
    public static let attributes = 100
    /// Longest key of an attribute, in bytes: Pub/Sub's limit.
    public static let attributeKey = 256
    /// Longest value of an attribute, in bytes: Pub/Sub's limit.
    public static let attributeValue = 1_024
    /// Longest ordering key, in bytes: Pub/Sub's limit.
    public static let orderingKey = 1_024
    /// Highest priority of a message; the lowest is 0.
    public static let priority: UInt8 = 9
    /// Longest delay and time to live of a message, in milliseconds: 31 days, as long as one is ever kept.
    public static let messageTime: UInt32 = 2_678_400_000
    /// Longest name, revision, content type or error code, in bytes.
    public static let name = 512
    /// Longest explanation, reason or filter, in bytes.
    public static let text = 4_096
    /// Most items in one list (acknowledgements, confirmations): one turn of the backbone.
    public static let list = 1_024
}
