/// Something that happened while a question was answered.
///
/// What exactly is in the payload; for JSON that is the body of Twined's event of that kind.
public struct Event: Sendable, Equatable {
    /// Which question.
    public var question: QuestionID
    /// Which attempt to answer it, counted from 1; 0 for what the backbone itself decides about a question
    /// that no child has.
    public var attempt: UInt32
    /// From a child: the event's number within the attempt. From the backbone: its number within the whole
    /// stream of the question. Both count from 1 without gaps.
    public var number: UInt32
    /// What kind of thing happened.
    public var kind: EventKind
    /// Which event (attribute `uuid`).
    public var id: EventID
    /// When it happened, by the clock of who says so.
    public var time: Timestamp
    /// The version of the software that says so.
    public var softwareVersion: String
    /// What the payload is, as a media type.
    public var contentType: String
    /// The body of the event.
    public var payload: Payload

    /// An event of a question.
    public init(
        question: QuestionID, attempt: UInt32, number: UInt32, kind: EventKind, id: EventID,
        time: Timestamp, softwareVersion: String, contentType: String = "application/json",
        payload: Payload
    ) {
        self.question = question
        self.attempt = attempt
        self.number = number
        self.kind = kind
        self.id = id
        self.time = time
        self.softwareVersion = softwareVersion
        self.contentType = contentType
        self.payload = payload
    }
}

extension Event: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        question = try reader.id("question")
        attempt = try reader.number("attempt")
        number = try reader.number("number")
        let kind = try reader.byte("kind")
        guard let kind = EventKind(rawValue: kind), kind != .question else {
            throw .badValue(field: "kind", reason: "\(kind) is no kind of event")
        }
        self.kind = kind
        id = try reader.id("event")
        time = try reader.timestamp("time")
        softwareVersion = try reader.text("software version")
        contentType = try reader.text("content type")
        payload = .empty
    }

    func write(to writer: inout FrameWriter) {
        writer.id(question)
        writer.number(attempt)
        writer.number(number)
        writer.byte(kind.rawValue)
        writer.id(id)
        writer.timestamp(time)
        writer.text(softwareVersion)
        writer.text(contentType)
    }
}
