extension ValueKind {
    /// A time to wait for something: anything below is over before it began.
    static let wait = ValueKind.duration(.milliseconds(1)...DurationText.limit)

    /// How many instances of a program one command keeps: each is a process with pipes of its own.
    static let instances = ValueKind.integer(1...256)

    /// How long a topic keeps messages, and a subscription owes them.
    static let retention = ValueKind.duration(.seconds(600)...longestRetention)

    /// After which time without use a subscription is deleted.
    static let expiration = ValueKind.duration(.seconds(86_400)...DurationText.limit)

    /// How long a message is leased at a time.
    static let lease = ValueKind.duration(.seconds(10)...tenMinutes)

    /// How long a message is kept back that was given back.
    static let backOff = ValueKind.duration(.zero...tenMinutes)

    /// How long a pull waits.
    static let pullWait = ValueKind.duration(.milliseconds(1)...tenMinutes)

    /// The time to live and the delay of a message.
    static let messageTime = ValueKind.duration(.milliseconds(1)...longestRetention)

    private static let longestRetention = Duration.seconds(31 * 86_400)
    private static let tenMinutes = Duration.seconds(600)

    /// How many questions are open at a time for one command.
    static let parallel = ValueKind.integer(1...1_000)

    /// How long something is measured.
    static let benchTime = ValueKind.duration(.milliseconds(10)...tenMinutes)

    /// How often a question is asked again.
    static let retries = ValueKind.integer(0...1_000_000)

    /// An amount of money: what JSON carries exactly.
    static let money = ValueKind.integer(0...1 << 53)

    /// A number that counts from 1.
    static let count = ValueKind.integer(1...Int.max)
}
