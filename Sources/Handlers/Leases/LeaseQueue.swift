import Topics

/// Items that wait, and items that are leased to one of several consumers, until they are settled.
///
/// The rules of competing consumers, for messages and questions alike: consumers with room take turns; an
/// item that was given back goes before those that were never given out; each lease has an attempt
/// number, and only the newest attempt counts.
struct LeaseQueue<Item: Hashable & Comparable & Sendable>: Sendable {
    private var waiting = FirstInFirstOut<Waiting>()
    /// Given back, smallest item first.
    private var returned: [Waiting] = []
    private(set) var leases: [Item: Lease] = [:]
    private var consumers = Consumers()
    /// No lease ends and no returned item becomes free before this; it may be too early, never too late.
    private(set) var nextDeadline = Int64.max

    /// An item given to a consumer.
    struct Grant: Equatable, Sendable {
        var item: Item
        var attempt: UInt32
        var session: SessionID
    }

    /// An item that a consumer has.
    struct Lease: Equatable, Sendable {
        var session: SessionID
        var attempt: UInt32
        var deadline: Int64
        var bytes: Int
        /// The connection over which it was sent, to tell what must be sent again over another.
        var peer: PeerID?
    }

    private struct Waiting: Sendable {
        var item: Item
        var bytes: Int
        /// How often it was given out before.
        var attempts: UInt32
        var notBefore = Int64.min
    }

    /// How many items wait or are leased.
    var count: Int { waiting.count + returned.count + leases.count }

    /// How many items wait.
    var waitingCount: Int { waiting.count + returned.count }

    /// The items that wait, those given back first.
    var waitingItems: [Item] { returned.map(\.item) + waiting.map(\.item) }

    /// Whether anybody is attached.
    var hasConsumers: Bool { !consumers.isEmpty }

    /// The sessions that are attached.
    var sessions: [SessionID] { consumers.sessions }

    /// How much a session takes at one time, or nil when it is not attached.
    func window(of session: SessionID) -> Window? { consumers.window(of: session) }

    /// The smallest item that is not settled.
    var smallest: Item? {
        [waiting.first?.item, returned.first?.item, leases.keys.min()].compactMap { $0 }.min()
    }

    /// Adds an item at the end, or, when it was given out before, among those that go first.
    mutating func append(_ item: Item, bytes: Int, attempts: UInt32 = 0) {
        let entry = Waiting(item: item, bytes: bytes, attempts: attempts)
        attempts == 0 ? waiting.append(entry) : insertReturned(entry)
    }

    /// Attaches a consumer, or changes its window and connection.
    mutating func attach(_ session: SessionID, window: Window, peer: PeerID) {
        guard consumers.attach(session, window: window, peer: peer) else { return }
        for lease in leases.values where lease.session == session {
            consumers.occupy(session, bytes: lease.bytes)
        }
    }

    /// Stops giving items to a consumer whose connection is gone, until it is attached again.
    mutating func suspend(_ session: SessionID) {
        consumers.suspend(session)
    }

    /// Detaches a consumer; what it has stays leased to it.
    mutating func detach(_ session: SessionID) {
        consumers.detach(session)
    }

    /// Gives the next item to the next consumer with room.
    ///
    /// - Returns: nil when nothing waits, or nobody has room.
    mutating func grant(at now: Int64, until deadline: Int64) -> Grant? {
        guard let position = returned.firstIndex(where: { $0.notBefore <= now }) else {
            guard let entry = waiting.first, let session = consumers.takeTurn(for: entry.bytes)
            else {
                return nil
            }
            _ = waiting.takeFirst()
            return lease(entry, to: session, until: deadline)
        }
        guard let session = consumers.takeTurn(for: returned[position].bytes) else { return nil }
        return lease(returned.remove(at: position), to: session, until: deadline)
    }

    /// Puts down that an item is leased already, as it was before a restart.
    mutating func resume(_ item: Item, lease: Lease) {
        leases[item] = lease
        nextDeadline = min(nextDeadline, lease.deadline)
    }

    /// Ends an item for good, if the attempt is its newest, or was made before a restart that forgot it.
    mutating func settle(_ item: Item, attempt: UInt32) -> Bool {
        if let lease = leases[item], lease.attempt == attempt {
            endLease(item, lease)
            return true
        }
        let position = placeInReturned(of: item)
        if position < returned.count, returned[position].item == item {
            guard attempt >= returned[position].attempts else { return false }
            returned.remove(at: position)
            return true
        }
        guard leases[item] == nil, attempt == 1 else { return false }
        return waiting.removeFirst { $0.item == item }
    }

    /// Removes an item whatever its state.
    ///
    /// - Returns: the lease that it was under, if it was.
    mutating func remove(_ item: Item) -> Lease? {
        if let lease = leases[item] {
            endLease(item, lease)
            return lease
        }
        returned.removeAll { $0.item == item }
        waiting.removeAll { $0.item == item }
        return nil
    }

    /// Takes a leased item back, to be given out again no sooner than `notBefore`.
    ///
    /// - Returns: false when it is not leased under this attempt.
    mutating func giveBack(_ item: Item, attempt: UInt32, notBefore: Int64 = .min) -> Bool {
        guard let lease = leases[item], lease.attempt == attempt else { return false }
        endLease(item, lease)
        insertReturned(
            Waiting(
                item: item, bytes: lease.bytes, attempts: lease.attempt, notBefore: notBefore))
        return true
    }

    /// Moves the end of a lease.
    ///
    /// - Returns: false when the item is not leased under this attempt.
    mutating func extend(_ item: Item, attempt: UInt32, until deadline: Int64) -> Bool {
        guard var lease = leases[item], lease.attempt == attempt else { return false }
        lease.deadline = deadline
        leases[item] = lease
        nextDeadline = min(nextDeadline, deadline)
        return true
    }

    /// Notes the connection over which a leased item was sent.
    mutating func noteSent(_ item: Item, over peer: PeerID) {
        leases[item]?.peer = peer
    }

    /// The items whose lease is over at this time; the caller gives them back or ends them.
    mutating func overdue(at now: Int64) -> [(item: Item, lease: Lease)] {
        guard now >= nextDeadline else { return [] }
        nextDeadline = leases.values.lazy.map(\.deadline).filter { $0 > now }.min() ?? .max
        for entry in returned where entry.notBefore > now {
            nextDeadline = min(nextDeadline, entry.notBefore)
        }
        return leases.filter { $0.value.deadline <= now }
            .map { (item: $0.key, lease: $0.value) }.sorted { $0.item < $1.item }
    }

    /// What a session has, smallest item first.
    func leases(of session: SessionID) -> [(item: Item, lease: Lease)] {
        leases.filter { $0.value.session == session }
            .map { (item: $0.key, lease: $0.value) }.sorted { $0.item < $1.item }
    }

    private mutating func lease(
        _ entry: Waiting, to session: SessionID, until deadline: Int64
    ) -> Grant {
        let lease = Lease(
            session: session, attempt: entry.attempts + 1, deadline: deadline,
            bytes: entry.bytes, peer: consumers.peer(of: session))
        leases[entry.item] = lease
        consumers.occupy(session, bytes: entry.bytes)
        nextDeadline = min(nextDeadline, deadline)
        return Grant(item: entry.item, attempt: lease.attempt, session: session)
    }

    private mutating func endLease(_ item: Item, _ lease: Lease) {
        leases[item] = nil
        consumers.free(lease.session, bytes: lease.bytes)
    }

    private mutating func insertReturned(_ entry: Waiting) {
        returned.insert(entry, at: placeInReturned(of: entry.item))
        if entry.notBefore > .min { nextDeadline = min(nextDeadline, entry.notBefore) }
    }

    /// Where an item stands, or belongs, among those given back.
    private func placeInReturned(of item: Item) -> Int {
        var range = 0..<returned.count
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range =
                returned[middle].item < item
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }
}
