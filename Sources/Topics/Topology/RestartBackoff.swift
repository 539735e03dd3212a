/// How long to wait before a node that ended is started again: the minimum at first, then twice as long
/// after each start that failed, up to the maximum.
public struct RestartBackoff: Hashable, Sendable {
    /// The first wait, to the millisecond.
    public var minimum: Duration
    /// The longest wait, to the millisecond.
    public var maximum: Duration

    /// What holds where a topology says nothing: half a second hides a short failure, and half a minute
    /// keeps a node that cannot start from filling the log.
    public static let standard = RestartBackoff(minimum: .milliseconds(500), maximum: .seconds(30))

    /// A back-off of one's own.
    public init(minimum: Duration, maximum: Duration) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// The keys of a `restart` object.
    enum Key: String, TopologyKey {
        case minimum = "minimum_seconds"
        case maximum = "maximum_seconds"
    }
}
