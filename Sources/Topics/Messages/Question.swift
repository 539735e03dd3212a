/// A question as its parent asked it: who asks whom about what, and within which bounds.
///
/// The values asked about are in the payload; for JSON that is the body of Twined's question event.
public struct Question: Sendable, Equatable {
    /// Which question; every attempt to answer it has the same.
    public var id: QuestionID
    /// The question that was being answered when this one was asked, or nil for an originator's.
    public var parentQuestion: QuestionID?
    /// The question at the root of the tree; for an originator's question, its own id.
    public var originatorQuestion: QuestionID
    /// The event that asking is (attribute `uuid`).
    public var event: EventID
    /// When it was asked, by the clock of the parent.
    public var asked: Timestamp
    /// Who asked this question.
    public var parent: ServiceRevision
    /// Who asked the question at the root of the tree.
    public var originator: ServiceRevision
    /// The revision that is to answer.
    public var recipient: ServiceRevision
    /// The version of the software that asked.
    public var softwareVersion: String
    /// How many times the parent has asked this before, by its own count.
    public var retryCount: UInt32 = 0
    /// Whether the child is to send its log.
    public var forwardsLogs = true
    /// Whether the question waits when nobody serves the revision, instead of failing at once.
    public var waitsForService = false
    /// Whether the asking session receives the events.
    public var isFollowed = true
    /// Whether that session receives them as they come, before they are on disk; only when it receives any.
    public var isFollowedEarly = false
    /// When the child keeps what is needed to run the question again.
    public var saveDiagnostics = SaveDiagnostics.onCrash
    /// The backbone cancels the question when this many milliseconds passed since it was accepted; nil
    /// for no bound.
    public var timeoutMilliseconds: UInt32?
    /// How many processors the child should have; nil when that does not matter.
    public var cpus: UInt16?
    /// How much memory the child should have, such as `256Mi`; empty when that does not matter.
    public var memory = ""
    /// How much temporary storage the child should have; empty when that does not matter.
    public var ephemeralStorage = ""
    /// What the payload is, as a media type.
    public var contentType = "application/json"
    /// Attributes beyond Twined's own.
    public var attributes = Attributes.none

    /// A question at the root of a new tree, asked by a parent that is its own originator.
    public init(
        id: QuestionID, event: EventID, asked: Timestamp, parent: ServiceRevision,
        recipient: ServiceRevision, softwareVersion: String
    ) {
        self.id = id
        self.originatorQuestion = id
        self.event = event
        self.asked = asked
        self.parent = parent
        self.originator = parent
        self.recipient = recipient
        self.softwareVersion = softwareVersion
    }
}

extension Question: WireValue {
    init(from reader: inout FrameReader) throws(WireError) {
        id = try reader.id("question")
        guard !id.isZero else {
            throw .badValue(field: "question", reason: "an identifier of zeros means none")
        }
        let parentQuestion: QuestionID = try reader.id("parent question")
        self.parentQuestion = parentQuestion.isZero ? nil : parentQuestion
        originatorQuestion = try reader.id("originator question")
        event = try reader.id("event")
        asked = try reader.timestamp("asked")
        parent = try reader.name("parent", ServiceRevision.init)
        originator = try reader.name("originator", ServiceRevision.init)
        recipient = try reader.name("recipient", ServiceRevision.init)
        softwareVersion = try reader.text("software version")
        retryCount = try reader.number("retry count")
        let flags = try reader.byte("flags")
        guard flags < 16 else {
            throw .badValue(field: "flags", reason: "\(flags) has bits that mean nothing")
        }
        guard flags & 12 != 8 else {
            throw .badValue(field: "flags", reason: "\(flags) has 8 without 4")
        }
        forwardsLogs = flags & 1 != 0
        waitsForService = flags & 2 != 0
        isFollowed = flags & 4 != 0
        isFollowedEarly = flags & 8 != 0
        let diagnostics = try reader.byte("save diagnostics")
        guard let saveDiagnostics = SaveDiagnostics(rawValue: diagnostics) else {
            throw .badValue(field: "save diagnostics", reason: "\(diagnostics) is not 0, 1 or 2")
        }
        self.saveDiagnostics = saveDiagnostics
        let timeout: UInt32 = try reader.number("timeout")
        timeoutMilliseconds = timeout == 0 ? nil : timeout
        let cpus: UInt16 = try reader.number("cpus")
        self.cpus = cpus == 0 ? nil : cpus
        memory = try reader.text("memory")
        ephemeralStorage = try reader.text("ephemeral storage")
        contentType = try reader.text("content type")
        attributes = try reader.attributes()
    }

    func write(to writer: inout FrameWriter) {
        writer.id(id)
        writer.id(parentQuestion ?? QuestionID(high: 0, low: 0))
        writer.id(originatorQuestion)
        writer.id(event)
        writer.timestamp(asked)
        writer.text(parent.description)
        writer.text(originator.description)
        writer.text(recipient.description)
        writer.text(softwareVersion)
        writer.number(retryCount)
        writer.byte(flags)
        writer.byte(saveDiagnostics.rawValue)
        writer.number(timeoutMilliseconds ?? 0)
        writer.number(cpus ?? 0)
        writer.text(memory)
        writer.text(ephemeralStorage)
        writer.text(contentType)
        writer.attributes(attributes)
    }

    /// What it wants, a bit for each (docs/protocol.md, "Flags and save diagnostics").
    private var flags: UInt8 {
        (forwardsLogs ? 1 : 0) | (waitsForService ? 2 : 0) | (isFollowed ? 4 : 0)
            | (isFollowed && isFollowedEarly ? 8 : 0)
    }

    /// The question as a store keeps it: its fields as they travel, without the payload.
    package var encoded: [UInt8] {
        var writer = FrameWriter(capacity: 256)
        write(to: &writer)
        return writer.bytes
    }

    /// Reads a question back from what `encoded` was.
    ///
    /// - Throws: `WireError` when the bytes are damaged.
    package init(decoding bytes: [UInt8]) throws(WireError) {
        self = try FrameReader.reading(bytes) { reader throws(WireError) in
            try Question(from: &reader)
        }
    }
}
