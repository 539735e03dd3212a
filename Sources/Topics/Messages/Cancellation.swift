/// The question is not wanted any more.
public struct Cancellation: Sendable, Equatable {
    /// Which question.
    public var question: QuestionID
    /// Why, for people; at most 4,096 bytes.
    public var reason: String

    /// A cancellation of a question.
    public init(question: QuestionID, reason: String) {
        self.question = question
        self.reason = reason
    }
}

extension Cancellation: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        question = try reader.id("question")
        reason = try reader.text("reason", limit: WireLimits.text)
    }

    func write(to writer: inout FrameWriter) {
        writer.id(question)
        writer.text(reason, limit: WireLimits.text)
    }
}
