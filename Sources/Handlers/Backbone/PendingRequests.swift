import Topics

/// Requests that were passed on and wait for their replies.
struct PendingRequests: Sendable {
    /// Where a reply goes, and who is to send it.
    struct Entry: Sendable {
        let asker: SessionID
        let correlation: UInt64
        let answerer: SessionID
        let deadline: Int64
    }

    private var entries: [UInt64: Entry] = [:]
    private var next: UInt64 = 1
    /// When the first of them is given up, or later.
    private(set) var nextDeadline = Int64.max

    /// How many wait.
    var count: Int { entries.count }

    /// Adds a request.
    ///
    /// - Returns: the correlation under which it is passed on.
    mutating func add(_ entry: Entry) -> UInt64 {
        defer { next += 1 }
        entries[next] = entry
        nextDeadline = min(nextDeadline, entry.deadline)
        return next
    }

    /// Takes the request that a reply of this session belongs to.
    mutating func take(_ correlation: UInt64, answeredBy session: SessionID) -> Entry? {
        guard entries[correlation]?.answerer == session else { return nil }
        return entries.removeValue(forKey: correlation)
    }

    /// Takes all requests that fulfil a condition.
    mutating func takeAll(where condition: (Entry) -> Bool) -> [Entry] {
        let taken = entries.filter { condition($0.value) }
        for key in taken.keys { entries[key] = nil }
        nextDeadline = entries.values.lazy.map(\.deadline).min() ?? .max
        return taken.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Forgets the requests of a session that is over.
    mutating func forget(from session: SessionID) {
        _ = takeAll { $0.asker == session }
    }
}
