import Topics

/// A message that a subscription owes: what decides when and to whom it is given.
struct OwedMessage: Sendable, Equatable {
    var id: MessageID
    /// The size of its payload.
    var bytes: Int
    /// How often it was given out.
    var attempts: UInt32 = 0
    /// Higher ones go first; 0 for a message that is kept in order.
    var priority: UInt8 = 0
    /// What it is kept in order by; empty where no order is kept.
    var key: String = ""
}
