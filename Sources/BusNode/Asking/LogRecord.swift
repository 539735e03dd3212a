/// A line of a child's log, in the members of Twined's log records that mean the same everywhere.
public struct LogRecord: Codable, Hashable, Sendable {
    /// The message.
    public var message: String
    /// How grave it is: `DEBUG`, `INFO`, `WARNING`, `ERROR` or `CRITICAL`.
    public var level: String
    /// Which part of the child says so.
    public var logger: String
    /// When, in seconds since 1970.
    public var created: Double

    /// A line of a log.
    public init(message: String, level: String = "INFO", logger: String, created: Double) {
        self.message = message
        self.level = level
        self.logger = logger
        self.created = created
    }

    /// Reads a record; what is missing is taken to be as Python's logging has it by default.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        message = try members.decode(String.self, forKey: .message)
        level = try members.decodeIfPresent(String.self, forKey: .level) ?? "INFO"
        logger = try members.decodeIfPresent(String.self, forKey: .logger) ?? "root"
        created = try members.decodeIfPresent(Double.self, forKey: .created) ?? 0
    }

    private enum CodingKeys: String, CodingKey {
        case message = "msg"
        case level = "levelname"
        case logger = "name"
        case created
    }
}
