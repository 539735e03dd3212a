/// Which stored events of a bus are wanted.
public struct EventQuery: Sendable {
    /// Whose events.
    public var scope: Scope
    /// Of which kinds; take out what is not wanted.
    public var kinds = Set(EventKind.allCases)
    /// How many at most: of more, the newest.
    public var limit: Int

    /// As many events as Twined's store gives unless told otherwise.
    public static let usualLimit = 1_000

    /// Questions by what they have to do with one.
    public enum Scope: Hashable, Sendable {
        /// This question alone.
        case question(QuestionID)
        /// The questions that were asked while this one was answered, without itself.
        case parent(QuestionID)
        /// This question and all that go back to it, when nobody asked it to answer another.
        case originator(QuestionID)

        /// How a request to the backbone says it.
        var parameter: (name: String, id: QuestionID) {
            switch self {
            case .question(let id): ("question", id)
            case .parent(let id): ("parent_question", id)
            case .originator(let id): ("originator_question", id)
            }
        }
    }

    /// A query for events of every kind.
    public init(_ scope: Scope, limit: Int = Self.usualLimit) {
        precondition(limit > 0, "at most \(limit) events")
        self.scope = scope
        self.limit = limit
    }
}
