import Topics

/// The messages of one priority that were never given out in this run, oldest first.
///
/// Only the front of them is in memory; the rest waits in the store until it is needed, so that a
/// subscription that nobody reads takes no more memory than another.
struct Lane: Sendable {
    /// How many messages are kept in memory: a few turns of the backbone.
    static let limit = 4_096

    private var front = FirstInFirstOut<OwedMessage>()
    /// The newest message that has been in memory; those in the store that count are newer.
    private(set) var cursor = MessageID(0)
    /// Whether the store has no more than what is in memory.
    private(set) var isComplete: Bool

    /// A lane of a subscription that is new, or of one whose messages are all in the store.
    init(isNew: Bool) {
        isComplete = isNew
    }

    /// How many messages are in memory.
    var count: Int { front.count }

    /// The message that goes first, if it is in memory.
    var first: OwedMessage? { front.first }

    /// Whether messages wait in the store and none in memory.
    var needsPage: Bool { front.isEmpty && !isComplete }

    /// Adds the newest message, which is in the store.
    mutating func append(_ message: OwedMessage) {
        guard isComplete, front.count < Self.limit else {
            isComplete = false
            return
        }
        front.append(message)
        cursor = message.id
    }

    /// Adds the next messages of the store; there are more when these fill a page.
    mutating func append(page: [OwedMessage]) {
        for message in page { front.append(message) }
        cursor = page.last?.id ?? cursor
        isComplete = page.count < Self.limit
    }

    /// Adds a message that has been in memory, or would have been if it had not been kept back, in its place.
    mutating func insert(_ message: OwedMessage) {
        front.insert(message) { $0.id > message.id }
    }

    /// Takes the message that goes first.
    mutating func takeFirst() -> OwedMessage? {
        front.takeFirst()
    }

    /// Whether a message has been in memory, or is: the store's page will not bring it any more.
    func hasPassed(_ message: MessageID) -> Bool {
        isComplete || message <= cursor
    }

    /// Removes a message, if it is in memory.
    mutating func remove(_ message: MessageID) {
        _ = front.removeFirst { $0.id == message }
    }

    /// Forgets all that is in memory, to be read from the store again.
    mutating func restart() {
        self = Lane(isNew: false)
    }
}
