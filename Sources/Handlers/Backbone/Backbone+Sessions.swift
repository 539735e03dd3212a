import Store
import Topics

extension Backbone {
    /// Opens a session, or moves it to the connection that its HELLO came over.
    func open(
        _ hello: Hello, _ correlation: UInt64, from peer: PeerID, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        if let other = sessionsByPeer[peer], other.id != hello.session {
            try end(other, isOrderly: false, at: now, into: &outbox)
        }
        let known = sessions[hello.session]
        guard known != nil || sessions.count < limits.sessions else {
            return outbox.refuse(
                correlation,
                Refusal(.limitReached, "there are \(limits.sessions) sessions already"), to: peer)
        }
        let session = known ?? Session(hello, at: now)
        if let earlier = session.peer {
            sessionsByPeer[earlier] = nil
            suspend(session, losing: earlier)
        }
        stopFollowing(session)
        rooms.forget(peer)
        session.peer = peer
        session.lostAt = nil
        session.lastHeard = now.liveness
        session.resetEventCredit(hello.events)
        sessions[session.id] = session
        sessionsByPeer[peer] = session
        outbox.send(
            .welcome(welcome(isResumed: known != nil, at: now)), correlation: correlation,
            to: peer)
    }

    /// Notes that a peer is there.
    ///
    /// - Returns: its session, or nil when it has none.
    @discardableResult
    func hear(_ peer: PeerID, at now: Moment) -> Session? {
        guard let session = sessionsByPeer[peer] else { return nil }
        session.lastHeard = now.liveness
        return session
    }

    /// The connections over which sessions are reached.
    package var connectedPeers: [PeerID] { Array(sessionsByPeer.keys) }

    /// Notes that a connection is gone; its session has some time to come back.
    func lose(_ peer: PeerID, at now: Moment) {
        rooms.forget(peer)
        guard let session = sessionsByPeer.removeValue(forKey: peer) else { return }
        session.peer = nil
        session.lostAt = now.liveness
        suspend(session, losing: peer)
        for revision in session.revisions { services[revision]?.queue.suspend(session.id) }
    }

    /// Ends a session because its node says so.
    func bye(_ call: Call, into outbox: inout Outbox) throws(BackboneError) {
        outbox.confirm(call.correlation, to: call.peer)
        try BackboneError.storing { () throws(StoreError) in
            try end(call.session, isOrderly: true, at: call.now, into: &outbox)
        }
    }

    /// Ends the sessions that were silent, or away, for too long.
    func endSilentSessions(
        at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        let over = sessions.values.filter { session in
            if let lostAt = session.lostAt {
                return now.liveness - lostAt >= Int64(limits.absence)
            }
            return now.liveness - session.lastHeard >= Int64(limits.silence)
        }
        for session in over.sorted(by: { ($0.began, $0.node) < ($1.began, $1.node) }) {
            try end(session, isOrderly: false, at: now, into: &outbox)
        }
    }

    /// Ends a session: what it has goes to others.
    ///
    /// - Parameter isOrderly: whether the node said so.
    func end(
        _ session: Session, isOrderly: Bool, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        if let peer = session.peer { sessionsByPeer[peer] = nil }
        session.peer = nil
        sessions[session.id] = nil
        stopFollowing(session)
        try detachAll(session, isOrderly: isOrderly, at: now, into: &outbox)
        let revisions = session.revisions.union(session.withdrawn)
        for revision in revisions.sorted(by: { $0.description < $1.description }) {
            guard let service = services[revision] else { continue }
            try abandon(service, by: session, at: now, into: &outbox)
        }
        for address in session.addresses { retract(address, by: session) }
        failRequests(to: session, into: &outbox)
        requests.forget(from: session.id)
    }

    /// Makes sure that a session can be attached to one thing more.
    func checkAttachments(of call: Call) throws(BackboneError) {
        guard call.session.attachmentCount >= limits.attachments else { return }
        throw .refused(
            Refusal(
                .limitReached,
                "the session is attached to \(limits.attachments) things already, the most allowed")
        )
    }

    private func welcome(isResumed: Bool, at now: Moment) -> Welcome {
        Welcome(
            isResumed: isResumed, run: record.run, heartbeatMilliseconds: limits.heartbeat,
            silenceMilliseconds: limits.silence, leaseMilliseconds: limits.questionLease,
            payloadLimit: UInt32(WireLimits.payload), asking: limits.asking, time: now.time,
            feed: feed)
    }
}
