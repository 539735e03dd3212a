import Topics

/// The messages of one ordering key that were given out, or wait behind one that was.
struct KeyOrder: Sendable {
    /// Who has messages of the key; the next one goes there, too.
    var session: SessionID?
    /// Those that are leased, oldest first.
    var leased: [MessageID] = []
    /// Those that were acknowledged before an earlier one was, oldest first: they may have to go again.
    var held: [OwedMessage] = []
    /// Those that are kept back for a time, in the store, oldest first; later ones wait for them.
    private(set) var delayed: [MessageID] = []
    /// Those that were taken back or kept back for a time, newest first.
    private var returned: [OwedMessage] = []
    /// Those that were never given out, oldest first.
    private var later = FirstInFirstOut<OwedMessage>()
    /// Whether the key is in a list of keys that have a message which can go next.
    var isReady = false
    /// Whose list that is; nil for the one of nobody.
    var listedFor: SessionID?

    /// How many messages wait in memory.
    var waitingCount: Int { returned.count + later.count }

    /// The oldest message that waits in memory.
    var first: OwedMessage? { isReturnedFirst ? returned.last : later.first }

    /// Whether there is nothing that anybody has to wait for.
    var isIdle: Bool {
        leased.isEmpty && held.isEmpty && delayed.isEmpty && waitingCount == 0
    }

    /// Whether a message has to wait for the one that is kept back.
    func isBehindDelayed(_ message: MessageID) -> Bool {
        delayed.first.map { $0 < message } ?? false
    }

    /// Notes that a message is kept back for a time.
    mutating func noteDelayed(_ message: MessageID) {
        let place = delayed.firstIndex { $0 >= message } ?? delayed.endIndex
        guard delayed.indices.contains(place) == false || delayed[place] != message else { return }
        delayed.insert(message, at: place)
    }

    /// Notes that a message is kept back no more.
    mutating func noteNotDelayed(_ message: MessageID) {
        delayed.removeAll { $0 == message }
    }

    /// Adds a message that was never given out; it is newer than all others of the key.
    mutating func append(_ message: OwedMessage) {
        later.append(message)
    }

    /// Adds a message that was given out before.
    mutating func putBack(_ message: OwedMessage) {
        let place = returned.firstIndex { $0.id < message.id } ?? returned.endIndex
        returned.insert(message, at: place)
    }

    /// Takes the oldest message that waits in memory.
    mutating func takeFirst() -> OwedMessage? {
        isReturnedFirst ? returned.popLast() : later.takeFirst()
    }

    /// Removes a message that waits in memory.
    ///
    /// - Returns: whether it was there.
    mutating func removeWaiting(_ message: MessageID) -> Bool {
        if let place = returned.firstIndex(where: { $0.id == message }) {
            returned.remove(at: place)
            return true
        }
        return later.removeFirst { $0.id == message }
    }

    /// Takes the held messages that have no earlier one to wait for: their acknowledgements are final.
    mutating func takeFinal() -> [OwedMessage] {
        let oldest = [leased.first, delayed.first, first?.id].compactMap { $0 }.min()
        let final = held.prefix { message in oldest.map { message.id < $0 } ?? true }
        held.removeFirst(final.count)
        return Array(final)
    }

    /// After a restart or a seek what was kept back may be newer than what was never given out since.
    private var isReturnedFirst: Bool {
        guard let other = later.first else { return true }
        return returned.last.map { $0.id < other.id } ?? false
    }
}
