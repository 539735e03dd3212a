import BusNode

/// The options that set up a subscription, or change it.
enum SubscriptionOptions {
    /// Changes settings by what was given; what was not stays as it is.
    ///
    /// - Throws: `NodeError` with code `badValues` for values that do not go together.
    static func apply(
        _ arguments: ParsedArguments, to settings: inout SubscriptionSettings
    ) throws(NodeError) {
        settings.labels = try LabelOptions.labels(settings.labels, changedBy: arguments)
        if let deadline = arguments.duration("ack-deadline") {
            settings.ackDeadlineSeconds = deadline.components.seconds
        }
        if let retention = arguments.duration("retention") {
            settings.messageRetentionSeconds = retention.components.seconds
        }
        set(&settings.isExactlyOnce, "exactly-once", arguments)
        set(&settings.retainsAcknowledged, "retain-acknowledged", arguments)
        if let expiration = arguments.duration("expiration") {
            settings.expirationSeconds = expiration.components.seconds
        }
        if arguments.flag("no-expiration") { settings.expirationSeconds = nil }
        do {
            settings.retryPolicy = try retryPolicy(settings.retryPolicy, arguments)
            settings.deadLetterPolicy = try deadLetterPolicy(settings.deadLetterPolicy, arguments)
        } catch {
            throw NodeError(.badValues, error.description)
        }
    }

    private static func set(_ value: inout Bool, _ flag: String, _ arguments: ParsedArguments) {
        if arguments.flag(flag) { value = true }
        if isOff(flag, arguments) { value = false }
    }

    /// Whether the flag was given that is the opposite, where the command has one.
    private static func isOff(_ name: String, _ arguments: ParsedArguments) -> Bool {
        arguments.defines("no-\(name)") && arguments.flag("no-\(name)")
    }

    private static func retryPolicy(
        _ former: RetryPolicy?, _ arguments: ParsedArguments
    ) throws(MemberError) -> RetryPolicy? {
        guard !isOff("backoff", arguments) else { return nil }
        let minimum = arguments.duration("min-backoff").map(milliseconds)
        let maximum = arguments.duration("max-backoff").map(milliseconds)
        guard minimum != nil || maximum != nil else { return former }
        let usual = former ?? .usual
        return try RetryPolicy(
            minimumMilliseconds: minimum ?? min(usual.minimumMilliseconds, maximum ?? .max),
            maximumMilliseconds: maximum ?? usual.maximumMilliseconds)
    }

    private static func deadLetterPolicy(
        _ former: DeadLetterPolicy?, _ arguments: ParsedArguments
    ) throws(MemberError) -> DeadLetterPolicy? {
        guard !isOff("dead-letter", arguments) else { return nil }
        let attempts = arguments.integer("max-attempts").map { UInt32($0) }
        guard let topic = arguments.topic("dead-letter-topic") ?? former?.topic else {
            guard attempts == nil else {
                throw MemberError("--max-attempts", "needs a --dead-letter-topic")
            }
            return nil
        }
        return try DeadLetterPolicy(topic: topic, attempts: attempts ?? former?.attempts ?? 0)
    }

    private static func milliseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }
}
