/// A question, leased to a child; or, with attempt 0, shown to a follower.
public struct QuestionDelivery: Sendable, Equatable {
    /// Which attempt to answer the question this is, counted from 1; 0 when it is only shown.
    public var attempt: UInt32
    /// The question goes to another child when this one is silent about it for this many milliseconds.
    public var leaseMilliseconds: UInt32
    /// The question.
    public var question: Question
    /// The values asked about.
    public var payload: Payload

    /// A delivery of a question.
    public init(attempt: UInt32, leaseMilliseconds: UInt32, question: Question, payload: Payload) {
        self.attempt = attempt
        self.leaseMilliseconds = leaseMilliseconds
        self.question = question
        self.payload = payload
    }
}

extension QuestionDelivery: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        attempt = try reader.number("attempt")
        leaseMilliseconds = try reader.number("lease")
        question = try Question(from: &reader)
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.number(attempt)
        writer.number(leaseMilliseconds)
        question.write(to: &writer)
    }
}
