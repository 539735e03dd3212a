/// A child gives a question back, unanswered, for another child to take.
public struct QuestionRelease: Sendable, Equatable {
    /// Which question.
    public var question: QuestionID
    /// The attempt that ends with this.
    public var attempt: UInt32

    /// A release of a question.
    public init(question: QuestionID, attempt: UInt32) {
        self.question = question
        self.attempt = attempt
    }
}

extension QuestionRelease: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        question = try reader.id("question")
        attempt = try reader.number("attempt")
    }

    func write(to writer: inout FrameWriter) {
        writer.id(question)
        writer.number(attempt)
    }
}
