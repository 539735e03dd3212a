import Topics

/// What the backbone wants done after an input: some of it at once, the rest after the commit.
///
/// Whatever tells somebody that something is safe waits for the commit that makes it so.
package struct Outbox: Sendable, Equatable {
    /// To be done at once, in this order.
    package private(set) var atOnce: [Directive] = []
    /// To be done when the turn's transaction is on disk, in this order.
    package private(set) var afterCommit: [Directive] = []
    /// Whether somebody waits for the commit. Where nobody does it may come a little later, and have room for
    /// what will be said in a moment: the answer to a question that a child has just been given.
    package private(set) var isHurried = false
    private var confirmations: [PeerID: [Confirmation]] = [:]
    /// Who has confirmations waiting, in the order of the first of each.
    private var confirmed: [PeerID] = []

    /// An outbox with nothing in it.
    package init() {}

    /// Whether anything waits for the commit.
    package var waitsForCommit: Bool { !afterCommit.isEmpty || !confirmations.isEmpty }

    /// Sends a command without waiting for the commit.
    mutating func send(_ command: Command, correlation: UInt64 = 0, to peer: PeerID) {
        atOnce.append(.send(command, correlation: correlation, to: peer))
    }

    /// Sends a command when the turn is on disk.
    mutating func sendAfterCommit(_ command: Command, correlation: UInt64 = 0, to peer: PeerID) {
        isHurried = true
        afterCommit.append(.send(command, correlation: correlation, to: peer))
    }

    /// Publishes a command on the feed.
    mutating func publish(_ command: Command, subject: String) {
        atOnce.append(.publish(command, subject: subject))
    }

    /// Confirms a command when the turn is on disk, together with the others of the same peer.
    ///
    /// - Parameter hurries: whether the peer is likely to wait for that.
    mutating func confirm(
        _ correlation: UInt64, number: UInt64 = 0, to peer: PeerID, hurries: Bool = true
    ) {
        guard correlation != 0 else { return }
        if hurries { isHurried = true }
        let confirmation = Confirmation(correlation: correlation, number: number)
        if confirmations[peer]?.append(confirmation) == nil {
            confirmations[peer] = [confirmation]
            confirmed.append(peer)
        }
    }

    /// Refuses a command.
    ///
    /// That an attempt or a question is over may be news of this turn. A child drops its work when it hears
    /// that, so it hears it when the turn is on disk.
    mutating func refuse(_ correlation: UInt64, _ refusal: Refusal, to peer: PeerID) {
        if [.staleAttempt, .questionEnded].contains(refusal.code) {
            sendAfterCommit(.error(refusal), correlation: correlation, to: peer)
        } else {
            send(.error(refusal), correlation: correlation, to: peer)
        }
    }

    /// Takes what is to be done at once.
    package mutating func takeAtOnce() -> [Directive] {
        defer { atOnce.removeAll(keepingCapacity: true) }
        return atOnce
    }

    /// Takes what waited for the commit, confirmations last.
    package mutating func takeAfterCommit() -> [Directive] {
        for peer in confirmed {
            var rest = confirmations[peer, default: []][...]
            while !rest.isEmpty {
                let batch = rest.prefix(WireLimits.list)
                rest = rest.dropFirst(batch.count)
                sendAfterCommit(.confirm(Array(batch)), to: peer)
            }
        }
        isHurried = false
        confirmations.removeAll(keepingCapacity: true)
        confirmed.removeAll(keepingCapacity: true)
        defer { afterCommit.removeAll(keepingCapacity: true) }
        return afterCommit
    }
}
