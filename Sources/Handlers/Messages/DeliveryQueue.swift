import Topics

/// What a subscription owes and to whom it is leased: who gets which message next.
///
/// Messages of higher priority go first; among equals those that were given back, then the oldest. Those
/// of an ordering key go one after the other (docs/protocol.md, "Ordering"). What is in memory is bounded:
/// messages that were never given out wait in the store (`Lane`), those kept back for a time do so, too.
struct DeliveryQueue: Sendable {
    /// How many messages may wait for others of their keys, in memory.
    static let keptAsideLimit = 10_000
    /// How many messages may be leased at one time.
    static let leaseLimit = 50_000

    /// One for each priority; only the lowest as long as no other is used.
    var lanes: [Lane]
    /// Messages without a key that were given back or whose delay is over: what goes first stands last.
    private var early: [OwedMessage] = []
    private(set) var leases: [MessageID: MessageLease] = [:]
    private(set) var consumers = Consumers()
    var keys: [String: KeyOrder] = [:]
    /// Keys that have a message which can go next, by the session that has to get it; nil for any.
    var readyKeys: [SessionID?: FirstInFirstOut<String>] = [:]
    /// How many messages wait for others of their keys.
    var keptAside = 0
    /// Whether one message of a key is leased at a time, as exactly-once delivery demands.
    var isOneAtATime: Bool
    /// No lease ends before this; it may be too early, never too late.
    private(set) var nextDeadline = Int64.max

    /// The queue of a new subscription, or of one that was found in a file.
    init(isNew: Bool, isOneAtATime: Bool = false) {
        lanes = [Lane(isNew: isNew)]
        self.isOneAtATime = isOneAtATime
    }

    /// How many messages are in memory, leased ones included.
    var memoryCount: Int {
        lanes.reduce(0) { $0 + $1.count } + early.count + leases.count + keptAside
    }

    /// How many messages that were given back wait in memory, without those of keys.
    var earlyCount: Int { early.count }

    // MARK: What is owed

    /// Adds the newest message, which is in the store.
    mutating func append(_ message: OwedMessage) {
        useLane(of: message.priority)
        lanes[Int(message.priority)].append(message)
    }

    /// A page of the store that is needed before the next message can be found: of which priority, and
    /// after which message.
    var neededPage: (priority: UInt8, after: MessageID)? {
        guard let place = lanes.lastIndex(where: \.needsPage) else { return nil }
        return (UInt8(place), lanes[place].cursor)
    }

    /// Adds a page of the store.
    mutating func append(page: [OwedMessage], priority: UInt8) {
        lanes[Int(priority)].append(page: page)
    }

    /// Makes sure that messages of a priority are looked for; the store may have some.
    mutating func useLane(of priority: UInt8) {
        guard priority > 0, lanes.count == 1 else { return }
        let others = repeatElement(
            Lane(isNew: lanes[0].isComplete), count: Int(WireLimits.priority))
        lanes.append(contentsOf: others)
    }

    /// Adds a message whose time to be kept back is over.
    mutating func comeDue(_ message: OwedMessage) {
        useLane(of: message.priority)
        putBack(message)
    }

    /// Whether the pages of the store will not bring a message any more.
    func hasPassed(_ message: OwedMessage) -> Bool {
        guard lanes.indices.contains(Int(message.priority)) else { return false }
        return lanes[Int(message.priority)].hasPassed(message.id)
    }

    /// Removes a message that waits.
    mutating func removeWaiting(_ message: OwedMessage) {
        if !message.key.isEmpty { removeKept(message) }
        early.removeAll { $0.id == message.id }
        guard lanes.indices.contains(Int(message.priority)) else { return }
        lanes[Int(message.priority)].remove(message.id)
    }

    /// Forgets all messages and leases, to be read from the store again.
    mutating func restart() {
        for place in lanes.indices { lanes[place].restart() }
        early = []
        leases = [:]
        consumers.freeAll()
        keys = [:]
        readyKeys = [:]
        keptAside = 0
        nextDeadline = .max
    }

    // MARK: Sessions

    /// Attaches a session, or changes its window and connection.
    mutating func attach(_ session: SessionID, window: Window, peer: PeerID) {
        guard consumers.attach(session, window: window, peer: peer) else { return }
        for lease in leases.values where lease.session == session && !lease.isPulled {
            consumers.occupy(session, bytes: lease.message.bytes)
        }
    }

    /// Gives nothing to a session whose connection is gone, until it is attached again.
    mutating func suspend(_ session: SessionID) {
        consumers.suspend(session)
    }

    /// Detaches a session; what it has stays leased to it.
    mutating func detach(_ session: SessionID) {
        consumers.detach(session)
    }

    /// What a session has, oldest message first.
    func leases(of session: SessionID) -> [MessageLease] {
        leases.values.filter { $0.session == session }.sorted { $0.message.id < $1.message.id }
    }

    // MARK: Leases

    /// Gives the next message to somebody who takes it.
    ///
    /// - Returns: nil when nothing can be given, or nobody takes it.
    mutating func grant(to taker: MessageTaker, until deadline: Int64) -> MessageLease? {
        guard leases.count < Self.leaseLimit else { return nil }
        if let lease = grantKept(to: taker, until: deadline) { return lease }
        while let (message, isEarly) = next {
            guard message.key.isEmpty else {
                switch grantKeyed(message, to: taker, until: deadline) {
                case .given(let lease): return lease
                case .keptAside: continue
                case .nobody: return nil
                }
            }
            guard let session = session(for: message, taker, only: nil) else { return nil }
            takeNext(isEarly, message.priority)
            return lease(message, to: session, taker, until: deadline)
        }
        return nil
    }

    /// Puts down that a message is leased already, as it was before a restart.
    mutating func resume(_ lease: MessageLease) {
        leases[lease.message.id] = lease
        if !lease.message.key.isEmpty {
            keys[lease.message.key, default: KeyOrder()].leased.append(lease.message.id)
            keys[lease.message.key]?.session = lease.session
        }
        nextDeadline = min(nextDeadline, lease.deadline)
    }

    /// Moves the end of a lease.
    mutating func extend(_ message: MessageID, until deadline: Int64) {
        leases[message]?.deadline = deadline
        nextDeadline = min(nextDeadline, deadline)
    }

    /// Notes the connection over which a leased message was sent.
    mutating func noteSent(_ message: MessageID, over peer: PeerID) {
        leases[message]?.peer = peer
    }

    /// The leases that are over at this time; the caller ends them.
    mutating func overdue(at now: Int64) -> [MessageLease] {
        guard now >= nextDeadline else { return [] }
        nextDeadline = leases.values.lazy.map(\.deadline).filter { $0 > now }.min() ?? .max
        return leases.values.filter { $0.deadline <= now }
            .sorted { $0.message.id < $1.message.id }
    }

    /// Ends a lease because its message is settled.
    ///
    /// - Returns: the messages that are settled for good with it: none while an earlier one of its key is
    ///   not settled, and those that waited for it otherwise.
    mutating func settle(_ lease: MessageLease) -> [OwedMessage] {
        end(lease)
        guard !lease.message.key.isEmpty else { return [lease.message] }
        return settleKeyed(lease.message)
    }

    /// Ends a lease and takes its message back, with all later ones of its key that were given out.
    ///
    /// - Parameter isDelayed: whether the message is kept back in the store for a time, and added with
    ///   `comeDue` when that is over.
    /// - Returns: the later messages that were taken back, oldest first.
    mutating func takeBack(_ lease: MessageLease, isDelayed: Bool) -> [OwedMessage] {
        end(lease)
        guard lease.message.key.isEmpty else {
            return takeBackKeyed(lease.message, isDelayed: isDelayed)
        }
        if !isDelayed { putBack(lease.message) }
        return []
    }

    /// Ends a lease whose message is owed no more, and lets those behind it go on.
    ///
    /// - Returns: the messages whose acknowledgements are final with that.
    mutating func drop(_ lease: MessageLease) -> [OwedMessage] {
        end(lease)
        return lease.message.key.isEmpty ? [] : takeFinal(lease.message.key)
    }

    /// Ends a lease.
    mutating func end(_ lease: MessageLease) {
        leases[lease.message.id] = nil
        if !lease.isPulled { consumers.free(lease.session, bytes: lease.message.bytes) }
        guard !lease.message.key.isEmpty else { return }
        keys[lease.message.key]?.leased.removeAll { $0 == lease.message.id }
    }

    // MARK: Parts

    /// The message without regard to keys that goes first, and whether it is an early one.
    private var next: (message: OwedMessage, isEarly: Bool)? {
        let waiting = lanes.last { $0.first != nil }?.first
        guard let first = early.last else { return waiting.map { ($0, false) } }
        guard let waiting, waiting.priority > first.priority else { return (first, true) }
        return (waiting, false)
    }

    /// Takes the message that `next` has shown.
    mutating func takeNext(_ isEarly: Bool, _ priority: UInt8) {
        if isEarly {
            early.removeLast()
        } else {
            _ = lanes[Int(priority)].takeFirst()
        }
    }

    /// Whom a message may be given to.
    mutating func session(
        for message: OwedMessage, _ taker: MessageTaker, only: SessionID?
    ) -> SessionID? {
        switch taker {
        case .nextSession:
            guard let only else { return consumers.takeTurn(for: message.bytes) }
            return consumers.hasRoom(only, for: message.bytes) ? only : nil
        case .puller(let session, _, let bytesLeft):
            guard only == nil || only == session, message.bytes <= bytesLeft else { return nil }
            return session
        }
    }

    /// Leases a message to a session.
    mutating func lease(
        _ message: OwedMessage, to session: SessionID, _ taker: MessageTaker,
        until deadline: Int64
    ) -> MessageLease {
        var message = message
        message.attempts += 1
        var lease = MessageLease(
            message: message, session: session, deadline: deadline,
            peer: consumers.peer(of: session))
        if case .puller(_, let peer, _) = taker {
            lease.peer = peer
            lease.isPulled = true
        } else {
            consumers.occupy(session, bytes: message.bytes)
        }
        leases[message.id] = lease
        nextDeadline = min(nextDeadline, deadline)
        return lease
    }

    /// Adds a message that was given out before, or whose delay is over.
    private mutating func putBack(_ message: OwedMessage) {
        guard message.key.isEmpty else { return putBackKeyed(message) }
        guard hasPassed(message) else { return }
        var range = 0..<early.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let other = early[middle]
            let goesBefore =
                (other.priority, message.id.number) < (message.priority, other.id.number)
            range = goesBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        early.insert(message, at: range.lowerBound)
    }
}
