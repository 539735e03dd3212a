import Topics

/// The sessions that share the items of a queue: those with room take turns.
struct Consumers: Sendable {
    private var consumers: [SessionID: Consumer] = [:]
    private var turns: [SessionID] = []
    private var nextTurn = 0

    private struct Consumer: Sendable {
        var window: Window
        var messages: UInt32 = 0
        var bytes = 0
        var peer: PeerID?

        func hasRoom(for bytes: Int) -> Bool {
            guard peer != nil, messages < window.messages else { return false }
            return messages == 0 || UInt64(self.bytes + bytes) <= window.bytes
        }
    }

    /// Whether nobody is attached.
    var isEmpty: Bool { consumers.isEmpty }

    /// The sessions that are attached.
    var sessions: [SessionID] { turns }

    /// How much a session takes at one time, or nil when it is not attached.
    func window(of session: SessionID) -> Window? { consumers[session]?.window }

    /// The connection over which a session is reached, or nil when it is not.
    func peer(of session: SessionID) -> PeerID? { consumers[session]?.peer }

    /// Whether a session is reached and takes so many bytes more.
    func hasRoom(_ session: SessionID, for bytes: Int) -> Bool {
        consumers[session]?.hasRoom(for: bytes) ?? false
    }

    /// Attaches a session, or changes its window and connection.
    ///
    /// - Returns: whether it was not attached before.
    mutating func attach(_ session: SessionID, window: Window, peer: PeerID) -> Bool {
        guard consumers[session] == nil else {
            consumers[session]?.window = window
            consumers[session]?.peer = peer
            return false
        }
        turns.append(session)
        consumers[session] = Consumer(window: window, peer: peer)
        return true
    }

    /// Gives nothing to a session whose connection is gone, until it is attached again.
    mutating func suspend(_ session: SessionID) {
        consumers[session]?.peer = nil
    }

    /// Detaches a session.
    mutating func detach(_ session: SessionID) {
        guard consumers.removeValue(forKey: session) != nil else { return }
        turns.removeAll { $0 == session }
    }

    /// The next session with room for so many bytes, which then waits for its next turn.
    mutating func takeTurn(for bytes: Int) -> SessionID? {
        for offset in turns.indices {
            let position = (nextTurn + offset) % turns.count
            let session = turns[position]
            if consumers[session]?.hasRoom(for: bytes) == true {
                nextTurn = (position + 1) % turns.count
                return session
            }
        }
        return nil
    }

    /// Notes that a session was given an item.
    mutating func occupy(_ session: SessionID, bytes: Int) {
        change(session, messages: 1, bytes: bytes)
    }

    /// Notes that a session has an item no more.
    mutating func free(_ session: SessionID, bytes: Int) {
        change(session, messages: -1, bytes: -bytes)
    }

    /// Read and written back as a whole: to change a member in its place costs an allocation each time.
    private mutating func change(_ session: SessionID, messages: Int32, bytes: Int) {
        guard var consumer = consumers[session] else { return }
        consumer.messages = UInt32(Int32(consumer.messages) + messages)
        consumer.bytes += bytes
        consumers[session] = consumer
    }

    /// Notes that nobody has anything.
    mutating func freeAll() {
        for session in turns {
            consumers[session]?.messages = 0
            consumers[session]?.bytes = 0
        }
    }
}
