/// Who wants to know which revision a name stands for.
enum Asker: Sendable {
    /// Nobody who asks a question.
    case nobody
    /// A parent that asks a new question, which is the root of a new tree.
    case root(QuestionID)
    /// A question of a tree that is there already, or may be; named by its root.
    case tree(QuestionID)

    /// The new question, if there is one.
    var rootQuestion: QuestionID? {
        guard case .root(let question) = self else { return nil }
        return question
    }
}
