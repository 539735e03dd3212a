extension ValueKind {
    /// A time to wait for something: anything below is over before it began.
    static let wait = ValueKind.duration(.milliseconds(1)...DurationText.limit)

    /// How many instances of a program one command keeps: each is a process with pipes of its own.
    static let instances = ValueKind.integer(1...256)

    /// A time that may be none at all.
    static let anyTime = ValueKind.duration(.zero...DurationText.limit)

    /// How many questions are open at a time for one command.
    static let parallel = ValueKind.integer(1...1_000)
}
