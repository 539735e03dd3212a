/// What a check of a backbone's file has found.
public struct FileReport: Sendable, Equatable {
    /// How many topics there are, those that were deleted and still have messages, too.
    public var topics = 0
    /// How many subscriptions there are.
    public var subscriptions = 0
    /// How many messages are kept.
    public var messages = 0
    /// How many messages are owed, counted for each subscription.
    public var owed = 0
    /// How many questions there are.
    public var questions = 0
    /// How many of the questions have no end.
    public var openQuestions = 0
    /// How many events the questions have.
    public var events = 0
    /// How many rows have no checksum, because an earlier version wrote them.
    public var unchecked = 0
    /// What is wrong, a sentence each; at most `problemLimit`.
    public var problems: [String] = []

    /// A report of a file in which nothing was found yet.
    package init() {}

    /// Most problems that are listed.
    public static let problemLimit = 100

    /// Whether nothing is wrong.
    public var isSound: Bool { problems.isEmpty }

    /// Adds a problem, unless there are too many already.
    package mutating func add(_ problem: String) {
        guard problems.count < Self.problemLimit else { return }
        problems.append(problem)
    }
}
