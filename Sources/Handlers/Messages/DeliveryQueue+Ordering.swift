import Topics

/// The rules for messages with an ordering key (docs/protocol.md, "Ordering").
extension DeliveryQueue {
    /// What became of a message that is the first of its lane.
    enum KeyedGrant {
        case given(MessageLease)
        /// It waits for another one of its key; those behind it may go.
        case keptAside
        /// Nobody takes it now, and so nobody gets those behind it.
        case nobody
    }

    /// Notes that a message is kept back in the store, so that later ones of its key wait for it.
    mutating func noteDelayed(_ message: OwedMessage) {
        keys[message.key, default: KeyOrder()].noteDelayed(message.id)
    }

    /// Gives the next message of those that waited for others of their keys.
    mutating func grantKept(to taker: MessageTaker, until deadline: Int64) -> MessageLease? {
        guard !readyKeys.isEmpty else { return nil }
        for holder in holders(for: taker) {
            while let key = readyKeys[holder]?.first {
                guard let order = keys[key], order.isReady, order.listedFor == holder,
                    let message = order.first, mayGo(message, order),
                    self.holder(of: order) == holder
                else {
                    takeReady(of: holder)
                    wake(key)
                    continue
                }
                guard let session = session(for: message, taker, only: holder) else { break }
                takeReady(of: holder)
                _ = keys[key]?.takeFirst()
                keptAside -= 1
                let lease = leaseKeyed(message, to: session, taker, until: deadline)
                wake(key)
                return lease
            }
        }
        return nil
    }

    /// Gives the first message of a lane, if those of its key let it.
    mutating func grantKeyed(
        _ message: OwedMessage, to taker: MessageTaker, until deadline: Int64
    ) -> KeyedGrant {
        let order = keys[message.key] ?? KeyOrder()
        if order.waitingCount == 0, mayGo(message, order) {
            let only = holder(of: order)
            if let session = session(for: message, taker, only: only) {
                takeNext(false, message.priority)
                return .given(leaseKeyed(message, to: session, taker, until: deadline))
            }
            if only == nil { return .nobody }
        }
        guard keptAside < Self.keptAsideLimit else { return .nobody }
        takeNext(false, message.priority)
        keys[message.key, default: KeyOrder()].append(message)
        keptAside += 1
        wake(message.key)
        return .keptAside
    }

    /// Notes that a message of a key is acknowledged.
    ///
    /// - Returns: the messages whose acknowledgements are final.
    mutating func settleKeyed(_ message: OwedMessage) -> [OwedMessage] {
        guard var order = keys[message.key] else { return [message] }
        let place = order.held.firstIndex { $0.id > message.id } ?? order.held.endIndex
        order.held.insert(message, at: place)
        keys[message.key] = order
        return takeFinal(message.key)
    }

    /// Takes the acknowledged messages of a key that have no earlier one to wait for.
    mutating func takeFinal(_ key: String) -> [OwedMessage] {
        let final = keys[key]?.takeFinal() ?? []
        wake(key)
        return final
    }

    /// Takes a message of a key back, with all later ones that were given out.
    ///
    /// - Returns: the later ones, oldest first.
    mutating func takeBackKeyed(_ message: OwedMessage, isDelayed: Bool) -> [OwedMessage] {
        let key = message.key
        let leased = keys[key, default: KeyOrder()].leased.filter { $0 > message.id }
        var later = leased.compactMap { leases[$0] }.map { lease in
            end(lease)
            return lease.message
        }
        later += keys[key]?.held.filter { $0.id > message.id } ?? []
        later.sort { $0.id < $1.id }
        keys[key]?.held.removeAll { $0.id > message.id }
        for other in later { keepAside(other) }
        if isDelayed {
            keys[key]?.noteDelayed(message.id)
        } else {
            keepAside(message)
        }
        wake(key)
        return later
    }

    /// Adds a message of a key that was kept back for a time.
    mutating func putBackKeyed(_ message: OwedMessage) {
        keys[message.key]?.noteNotDelayed(message.id)
        // After a restart or a seek earlier ones of its key may still be in the lane.
        if hasPassed(message), lanes[0].first.map({ $0.id < message.id }) ?? false {
            lanes[0].insert(message)
        } else {
            keepAside(message)
        }
        wake(message.key)
    }

    /// Removes a message of a key that waits, in memory or in the store.
    mutating func removeKept(_ message: OwedMessage) {
        keys[message.key]?.noteNotDelayed(message.id)
        if keys[message.key]?.removeWaiting(message.id) == true { keptAside -= 1 }
        wake(message.key)
    }

    /// Looks at a key again, now that something of it has changed.
    private mutating func wake(_ key: String) {
        guard let order = keys[key] else { return }
        guard !order.isIdle else {
            keys[key] = nil
            return
        }
        let holder = holder(of: order)
        guard let message = order.first, mayGo(message, order),
            !order.isReady || order.listedFor != holder
        else { return }
        keys[key]?.isReady = true
        keys[key]?.listedFor = holder
        readyKeys[holder, default: FirstInFirstOut()].append(key)
    }

    /// Takes the first key that is ready for a session, or for any; it may be in another list since.
    private mutating func takeReady(of holder: SessionID?) {
        if let key = readyKeys[holder]?.takeFirst(), keys[key]?.listedFor == holder {
            keys[key]?.isReady = false
        }
        if readyKeys[holder]?.isEmpty == true { readyKeys[holder] = nil }
    }

    /// Whose keys a taker may get a message of; nil stands for the keys of nobody.
    private func holders(for taker: MessageTaker) -> [SessionID?] {
        switch taker {
        case .nextSession: [nil] + consumers.sessions.filter { readyKeys[$0] != nil }
        case .puller(let session, _, _): [session, nil]
        }
    }

    /// Keeps a message of a key in memory that was given out before; one that the store's pages will bring is
    /// left there.
    private mutating func keepAside(_ message: OwedMessage) {
        guard hasPassed(message) else { return }
        keys[message.key, default: KeyOrder()].putBack(message)
        keptAside += 1
    }

    private func mayGo(_ message: OwedMessage, _ order: KeyOrder) -> Bool {
        guard !order.isBehindDelayed(message.id) else { return false }
        return !isOneAtATime || order.leased.isEmpty
    }

    /// The session that has messages of the key, and has to get the next one, too.
    private func holder(of order: KeyOrder) -> SessionID? {
        order.leased.isEmpty && order.held.isEmpty ? nil : order.session
    }

    private mutating func leaseKeyed(
        _ message: OwedMessage, to session: SessionID, _ taker: MessageTaker,
        until deadline: Int64
    ) -> MessageLease {
        keys[message.key, default: KeyOrder()].leased.append(message.id)
        keys[message.key]?.session = session
        return lease(message, to: session, taker, until: deadline)
    }
}
