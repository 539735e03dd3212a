/// What the backbone says of a subscription.
public struct SubscriptionDescription: Hashable, Sendable {
    /// What it was made, or changed, with.
    public var settings: SubscriptionSettings
    /// Whether it was detached: it stays, and takes part in nothing.
    public var isDetached = false
    /// How many messages can be given out.
    public var waiting: Int64 = 0
    /// How many messages wait for a time.
    public var delayed: Int64 = 0
    /// How many messages are leased.
    public var leased: Int64 = 0
    /// The payload bytes of the messages that can be given out or wait for a time.
    public var waitingBytes: Int64 = 0
    /// The age of the oldest message owed, in milliseconds; nil when none is owed.
    public var oldestMilliseconds: Int64?
    /// How many messages were acknowledged since the backbone started.
    public var acknowledged: Int64 = 0
    /// How many messages went to the dead letter topic since the backbone started.
    public var deadLettered: Int64 = 0
    /// How many messages' time was over since the backbone started.
    public var expired: Int64 = 0
    /// How many sessions are attached.
    public var sessions: Int64 = 0

    /// A description of a subscription that owes nothing.
    public init(settings: SubscriptionSettings) {
        self.settings = settings
    }

    /// Reads the backbone's answer; members that are not known are passed over.
    ///
    /// - Throws: `MemberError` for the first member that is wrong or missing.
    package init(reading object: JSONObject) throws(MemberError) {
        settings = try SubscriptionSettings(readingKnownOf: object)
        isDetached = try object["detached"]?.flag("detached") ?? false
        for (key, path) in Self.counts { self[keyPath: path] = try object.count(key) }
        if let oldest = object["oldest_ms"], !oldest.isNull {
            oldestMilliseconds = try oldest.integer("oldest_ms", in: 0...Int64.max)
        }
    }

    /// The description as a JSON object.
    package var json: JSONValue {
        var object = settings.object
        object["detached"] = .bool(isDetached)
        for (key, path) in Self.counts { object[key] = JSONValue(self[keyPath: path]) }
        object["oldest_ms"] = oldestMilliseconds.map { JSONValue($0) } ?? .null
        return .object(object)
    }

    private static var counts: [(String, WritableKeyPath<SubscriptionDescription, Int64>)] {
        [
            ("waiting", \.waiting), ("delayed", \.delayed), ("leased", \.leased),
            ("waiting_bytes", \.waitingBytes), ("acknowledged", \.acknowledged),
            ("dead_lettered", \.deadLettered), ("expired", \.expired), ("sessions", \.sessions),
        ]
    }
}
