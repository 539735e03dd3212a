import Topics

/// A delivery that waits for the commit of its turn.
struct GatedDelivery: Sendable {
    var delivery: Delivery
    /// That of the PULL which it answers, or 0.
    let correlation: UInt64
    let peer: PeerID
}
