/// A question as the backbone lists it.
public struct ListedQuestion: Hashable, Sendable {
    /// Which question.
    public let id: QuestionID
    /// The question that was being answered when this one was asked; nil for an originator's.
    public let parent: QuestionID?
    /// The question at the root of its tree.
    public let originator: QuestionID
    /// The revision that was asked.
    public let recipient: ServiceRevision
    /// How many events it has so far.
    public let events: Int
    /// Whether it has its end.
    public let hasEnded: Bool

    /// Reads a row of a list.
    ///
    /// - Throws: `NodeError` with code `badValues` when the backbone sent something else.
    init(_ row: JSONValue) throws(NodeError) {
        do {
            id = try QuestionID(row["question"]?.string ?? "")
            parent = try row["parent_question"]?.string.map { text throws(NameError) in
                try QuestionID(text)
            }
            originator = try QuestionID(row["originator_question"]?.string ?? "")
            recipient = try ServiceRevision(row["recipient"]?.string ?? "")
        } catch {
            throw NodeError(.badValues, "the backbone listed a question that is none: \(error)")
        }
        events = row["events"]?.integer ?? 0
        hasEnded = row["ended"]?.bool ?? false
    }
}
