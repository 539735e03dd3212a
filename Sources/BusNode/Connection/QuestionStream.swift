import Topics

/// The events of a question on their way to one who reads them.
///
/// No more than `limit` events are kept for a reader; the rest waits in the backbone's store.
final class QuestionStream {
    /// Most events that wait for their reader.
    static let limit = 1_024

    /// Which of the node's readers it is for.
    let number: UInt64
    /// The number of the event that comes next; 0 for the question itself.
    var next: UInt32
    /// Events that the reader has not read yet, oldest first.
    private(set) var events: [Event] = []
    /// Whether only the end is of interest.
    var wantsEndOnly = false
    /// When reading fails if no end has come by then, in milliseconds.
    var deadline: Int64?
    /// Whether the end is among the events.
    private(set) var hasEnded = false
    /// Whether events are passed by until the reader has read those that wait.
    private(set) var isBehind = false
    /// Why there will be no more events.
    private(set) var failure: NodeError?
    /// The question, when it was asked for.
    private(set) var question: QuestionDelivery?
    /// Whether the question has been read.
    var isQuestionRead = false
    /// Who waits for the next events.
    private var waiting: CheckedContinuation<Void, Never>?

    /// What a reader gets from an event on, or from 0, the question itself.
    init(for number: UInt64, from next: UInt32) {
        self.number = number
        self.next = next
    }

    /// Whether more is to come, now or later.
    var isOpen: Bool { !hasEnded && failure == nil }

    /// Whether the next event is taken when it comes.
    var isListening: Bool { isOpen && !isBehind }

    /// Whether somebody waits for the next events.
    var isAwaited: Bool { waiting != nil }

    /// Whether there is something that has not been read.
    var hasNews: Bool {
        !events.isEmpty || failure != nil || (question != nil && !isQuestionRead)
    }

    /// Takes the question, if it is what comes next.
    func take(_ delivery: QuestionDelivery) {
        guard isListening, next == 0 else { return }
        next = 1
        question = delivery
        wake()
    }

    /// Takes an event, if it is what comes next.
    func take(_ event: Event) {
        guard isListening, event.number == next else { return }
        next = event.number &+ 1
        hasEnded = event.kind.isEnd
        guard hasEnded || !wantsEndOnly else { return }
        events.append(event)
        isBehind = !hasEnded && events.count >= Self.limit
        wake()
    }

    /// Takes out the events that wait.
    func read() -> [Event] {
        defer { (events, isBehind) = ([], false) }
        return events
    }

    /// Notes that there will be no more events.
    func fail(with error: NodeError) {
        failure = error
        deadline = nil
        wake()
    }

    /// Wakes somebody when there is something to read.
    func wait(_ continuation: CheckedContinuation<Void, Never>) {
        waiting = continuation
    }

    /// Wakes who waits.
    func wake() {
        waiting?.resume()
        waiting = nil
    }
}
