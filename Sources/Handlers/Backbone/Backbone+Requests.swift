import Topics

extension Backbone {
    /// The address at which the backbone itself answers.
    package static let ownAddress = "backbone"

    /// Lets a session answer the requests for an address.
    func offer(
        _ address: String, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        guard !address.isEmpty, address != Self.ownAddress else {
            throw .refused(
                Refusal(.conflict, "the address \"\(address)\" is not for nodes to offer"))
        }
        if !call.session.addresses.contains(address) {
            try checkAttachments(of: call)
            call.session.addresses.insert(address)
            offers[address, default: []].append(call.session)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Passes a request on to whoever answers at its address.
    func pass(
        _ request: Request, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        if request.address == Self.ownAddress {
            guard let reply = try administer(request, call, into: &outbox) else { return }
            return outbox.sendAfterCommit(
                .reply(reply), correlation: call.correlation, to: call.peer)
        }
        guard let (answerer, peer) = nextAnswerer(at: request.address) else {
            throw .refused(
                Refusal(.nobodyServes, "no node answers requests to \"\(request.address)\""))
        }
        guard requests.count < limits.requests else {
            throw .refused(
                Refusal(
                    .limitReached, "\(limits.requests) requests wait for their replies already"))
        }
        let correlation = requests.add(
            PendingRequests.Entry(
                asker: call.session.id, correlation: call.correlation, answerer: answerer.id,
                deadline: call.now.milliseconds + Int64(limits.request)))
        var request = request
        request.sender = call.session.node
        outbox.send(.request(request), correlation: correlation, to: peer)
    }

    /// Passes a reply on to whoever sent the request.
    func pass(_ reply: Reply, _ call: Call, into outbox: inout Outbox) {
        answer(call, with: .reply(reply), into: &outbox)
    }

    /// Passes on that a request was refused.
    func pass(_ refusal: Refusal, _ call: Call, into outbox: inout Outbox) {
        answer(call, with: .error(refusal), into: &outbox)
    }

    /// Takes an address back from a session.
    func retract(_ address: String, by session: Session) {
        offers[address]?.removeAll { $0 === session }
        if offers[address]?.isEmpty == true { offers[address] = nil }
    }

    /// Tells the askers that a session is not going to reply any more.
    func failRequests(to session: Session, into outbox: inout Outbox) {
        guard requests.count > 0 else { return }
        for entry in requests.takeAll(where: { $0.answerer == session.id }) {
            fail(entry, "the node that was to reply is gone", into: &outbox)
        }
    }

    /// Tells the askers of requests that were not answered in time.
    func expireRequests(at now: Moment, into outbox: inout Outbox) {
        guard now.milliseconds >= requests.nextDeadline else { return }
        for entry in requests.takeAll(where: { $0.deadline <= now.milliseconds }) {
            fail(entry, "no reply came within \(limits.request) ms", into: &outbox)
        }
    }

    private func answer(_ call: Call, with answer: Command, into outbox: inout Outbox) {
        // A reply that nobody waits for any more has been answered with an error before.
        guard let entry = requests.take(call.correlation, answeredBy: call.session.id),
            let peer = sessions[entry.asker]?.peer
        else { return }
        outbox.send(answer, correlation: entry.correlation, to: peer)
    }

    private func fail(
        _ entry: PendingRequests.Entry, _ reason: String, into outbox: inout Outbox
    ) {
        guard let peer = sessions[entry.asker]?.peer else { return }
        outbox.refuse(entry.correlation, Refusal(.peerLost, reason), to: peer)
    }

    private func nextAnswerer(at address: String) -> (Session, PeerID)? {
        guard var answerers = offers[address] else { return nil }
        for position in answerers.indices {
            guard let peer = answerers[position].peer else { continue }
            let answerer = answerers.remove(at: position)
            offers[address] = answerers + [answerer]
            return (answerer, peer)
        }
        return nil
    }
}
