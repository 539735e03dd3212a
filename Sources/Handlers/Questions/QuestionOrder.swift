import Topics

/// A question's place among those for the same revision: in the order of asking.
struct QuestionOrder: Hashable, Comparable, Sendable {
    var number: Int64
    var id: QuestionID

    static func < (left: QuestionOrder, right: QuestionOrder) -> Bool {
        left.number < right.number
    }
}
