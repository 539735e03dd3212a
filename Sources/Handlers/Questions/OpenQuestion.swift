import Topics

/// A question without an end, as the backbone keeps it in memory; the rest is in the store.
final class OpenQuestion {
    /// Where it stands in the store: questions are numbered in the order of asking.
    let number: Int64
    let id: QuestionID
    let recipient: ServiceRevision
    /// The size of its payload, in bytes.
    let bytes: Int
    /// The newest event of its stream.
    var lastEvent: UInt32 = 0
    /// The newest event of the current attempt, by the child's count.
    var lastOfAttempt: UInt32 = 0
    /// When it is cancelled if it has no end by then, in milliseconds.
    var deadline: Int64?
    /// Whether it waits however long nobody serves its revision.
    let waitsForService: Bool
    /// The connection over which it was asked, until a child has had it: whose room it takes.
    var asker: PeerID?
    /// Whether the store lists it among the questions without an end; one that was asked in this turn is
    /// listed when the turn ends, unless it has its end by then.
    var isListed = false
    /// Who has it, if somebody has, and under which attempt he has it or had it last.
    var lease: (attempt: UInt32, session: SessionID?) = (0, nil)
    /// The sessions that receive its events.
    var followers: [Session] = []

    /// A question that has just been asked, or was found in the store.
    init(number: Int64, question: Question, bytes: Int, deadline: Int64?) {
        self.number = number
        self.id = question.id
        self.recipient = question.recipient
        self.bytes = bytes
        self.deadline = deadline
        self.waitsForService = question.waitsForService
    }
}
