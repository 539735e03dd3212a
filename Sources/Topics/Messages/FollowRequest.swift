/// Asks for the events of a question, stored ones first, then new ones as they happen.
public struct FollowRequest: Sendable, Equatable {
    /// Which question.
    public var question: QuestionID
    /// The number of the first event wanted: 0 for the question itself, 1 for the first event after it.
    public var from: UInt32

    /// A wish for the events of a question.
    public init(question: QuestionID, from: UInt32) {
        self.question = question
        self.from = from
    }
}

extension FollowRequest: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        question = try reader.id("question")
        from = try reader.number("from")
    }

    func write(to writer: inout FrameWriter) {
        writer.id(question)
        writer.number(from)
    }
}
