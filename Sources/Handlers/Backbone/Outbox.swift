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
    /// Whether anybody watches the feed; where nobody does, nothing is published there.
    package var isWatched = true
    private var batches: [Batch] = []
    /// Where each peer's confirmations stand among the batches.
    private var places: [PeerID: Int] = [:]

    /// The confirmations of a peer.
    private struct Batch: Sendable, Equatable {
        let peer: PeerID
        var confirmations: [Confirmation]
    }

    /// An outbox with nothing in it.
    package init() {}

    /// Whether anything waits for the commit.
    package var waitsForCommit: Bool { !afterCommit.isEmpty || !batches.isEmpty }

    /// Notes that somebody waits for the commit.
    mutating func hurry() {
        isHurried = true
    }

    /// Sends a command without waiting for the commit.
    mutating func send(_ command: Command, correlation: UInt64 = 0, to peer: PeerID) {
        atOnce.append(.send(command, correlation: correlation, to: peer))
    }

    /// Sends a command when the turn is on disk.
    mutating func sendAfterCommit(_ command: Command, correlation: UInt64 = 0, to peer: PeerID) {
        isHurried = true
        afterCommit.append(.send(command, correlation: correlation, to: peer))
    }

    /// Publishes a command on the feed, if anybody watches it.
    mutating func publish(
        _ command: @autoclosure () -> Command, subject: @autoclosure () -> String
    ) {
        guard isWatched else { return }
        atOnce.append(.publish(command(), subject: subject()))
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
        // Whoever sent the last command has mostly sent the one before, too.
        if let last = batches.indices.last, batches[last].peer == peer {
            batches[last].confirmations.append(confirmation)
        } else if let place = places[peer] {
            batches[place].confirmations.append(confirmation)
        } else {
            places[peer] = batches.count
            batches.append(Batch(peer: peer, confirmations: [confirmation]))
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
        var taken: [Directive] = []
        exchangeAtOnce(for: &taken)
        return taken
    }

    /// Takes what is to be done at once, and leaves an empty list in its place, whose memory is used again.
    package mutating func exchangeAtOnce(for empty: inout [Directive]) {
        precondition(empty.isEmpty, "directives would be done twice")
        swap(&atOnce, &empty)
    }

    /// Takes what waited for the commit, confirmations last.
    package mutating func takeAfterCommit() -> [Directive] {
        for batch in batches {
            var rest = batch.confirmations[...]
            while rest.count > WireLimits.list {
                let first = rest.prefix(WireLimits.list)
                rest = rest.dropFirst(first.count)
                sendAfterCommit(.confirm(Array(first)), to: batch.peer)
            }
            sendAfterCommit(.confirm(Array(rest)), to: batch.peer)
        }
        isHurried = false
        batches.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        defer { afterCommit = [] }
        return afterCommit
    }
}
