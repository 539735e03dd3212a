import Topics

/// What of a turn nobody may have before it is on disk.
struct CommitGate: Sendable {
    /// Messages that have a deduplication key, or were moved to a dead letter topic: after a crash before the
    /// commit the same would come under another number.
    var messages: Set<MessageID> = []
    /// Deliveries that were decided in the turn, of such messages or where delivery is exactly once.
    var deliveries: [GatedDelivery] = []

    /// Forgets all of it; the memory is used again.
    mutating func clear() {
        messages.removeAll(keepingCapacity: true)
        deliveries.removeAll(keepingCapacity: true)
    }
}
