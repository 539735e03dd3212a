/// The question is not wanted any more.
public struct Cancellation: Sendable, Equatable {
    /// Which question.
    public var question: QuestionID
    /// To a child: the attempt that is over, so that a newer one of the same child goes on. From a node: 0.
    public var attempt: UInt32
    /// Why, for people; at most 4,096 bytes.
    public var reason: String

    /// A cancellation of a question.
    public init(question: QuestionID, attempt: UInt32 = 0, reason: String) {
        self.question = question
        self.attempt = attempt
        self.reason = reason
    }
}

extension Cancellation: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        question = try reader.id("question")
        attempt = try reader.number("attempt")
        reason = try reader.text("reason", limit: WireLimits.text)
    }

    func write(to writer: inout FrameWriter) {
        writer.id(question)
        writer.number(attempt)
        writer.text(reason, limit: WireLimits.text)
    }
}
