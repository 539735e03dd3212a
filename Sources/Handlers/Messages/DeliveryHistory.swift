import Topics

/// What happened to deliveries lately, for whoever asks why a message is where it is.
///
/// It is kept in memory and bounded; what is older is forgotten.
struct DeliveryHistory: Sendable {
    /// How many entries are kept, of about 64 bytes each.
    static let limit = 20_000

    private var entries: [Entry] = []
    /// Where the next entry goes, once there are `limit`.
    private var next = 0

    /// Something that ended a delivery, or the waiting for one.
    enum What: String, Sendable {
        case rejected
        case leaseEnded = "lease-ended"
        case sessionEnded = "session-ended"
        case unsubscribed
        case takenBack = "taken-back"
        case acknowledged
        case deadLettered = "dead-lettered"
        case expired
        case seek
    }

    /// One thing that happened to a message of a subscription.
    struct Entry: Sendable {
        let message: MessageID
        let subscription: Int64
        let attempt: UInt32
        /// Who had it; empty when nobody had.
        let node: String
        let time: Timestamp
        let what: What
    }

    /// Notes that something happened.
    mutating func note(_ entry: Entry) {
        guard entries.count == Self.limit else { return entries.append(entry) }
        entries[next] = entry
        next = (next + 1) % Self.limit
    }

    /// What happened to a message of a subscription, oldest first.
    func entries(of message: MessageID, _ subscription: Int64) -> [Entry] {
        (entries[next...] + entries[..<next]).filter {
            $0.message == message && $0.subscription == subscription
        }
    }
}
