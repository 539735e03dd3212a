/// Children have taken questions that a node asked of a revision; it may ask as many more.
public struct QuestionRoom: Sendable, Equatable {
    /// Whom the questions were asked of.
    public var recipient: ServiceRevision
    /// How many questions, and payload bytes of them, were taken, or ended, since the last time.
    public var taken: Window

    /// Room for more questions of a revision.
    public init(recipient: ServiceRevision, taken: Window) {
        self.recipient = recipient
        self.taken = taken
    }
}

extension QuestionRoom: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        recipient = try reader.name("recipient", ServiceRevision.init)
        taken = try Window(from: &reader)
    }

    func write(to writer: inout FrameWriter) {
        writer.text(recipient.description)
        taken.write(to: &writer)
    }
}
