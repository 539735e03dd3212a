import Store
import Topics

extension Backbone {
    /// Attaches a session to the questions for a revision.
    func serve(
        _ request: ServeRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let service = service(request.revision, at: call.now)
        if !call.session.revisions.contains(request.revision) {
            try checkAttachments(of: call)
            call.session.revisions.insert(request.revision)
            call.session.withdrawn.remove(request.revision)
        }
        let isNew = !service.queue.hasConsumers
        service.queue.attach(call.session.id, window: request.window, peer: call.peer)
        service.unservedSince = nil
        outbox.confirm(call.correlation, to: call.peer)
        try BackboneError.storing { () throws(StoreError) in
            if isNew { try questions.noteServed(request.revision) }
            try sendAgain(service, to: call, into: &outbox)
            try deliver(service, at: call.now, into: &outbox)
        }
    }

    /// Gives a session no more questions for a revision; what it has, it may finish.
    func withdraw(
        _ revision: ServiceRevision, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        guard let service = services[revision], call.session.revisions.contains(revision) else {
            throw .refused(Refusal(.notFound, "the session does not serve \(revision)"))
        }
        try BackboneError.storing { () throws(StoreError) in
            try leave(service, call.session, at: call.now)
        }
        call.session.revisions.remove(revision)
        call.session.withdrawn.insert(revision)
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Takes from a session that is over what it has of a revision's questions.
    func abandon(
        _ service: ServiceQueue, by session: Session, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        try leave(service, session, at: now)
        for (order, lease) in service.queue.leases(of: session.id) {
            try takeBack(order, lease, of: service, at: now, into: &outbox)
        }
        try deliver(service, at: now, into: &outbox)
    }

    /// Gives questions to who has room for them.
    func deliver(
        _ service: ServiceQueue, having known: (Question, Payload)? = nil, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        while let grant = service.queue.grant(
            at: now.milliseconds, until: now.milliseconds + Int64(limits.questionLease))
        {
            var granted = known
            if granted?.0.id != grant.item.id {
                granted = try questions.question(grant.item.number)
            }
            guard let (question, payload) = granted, let peer = sessions[grant.session]?.peer
            else { preconditionFailure("\(grant) is of a question or session that is gone") }
            open[grant.item.id]?.lastOfAttempt = 0
            if let question = open[grant.item.id] { noteTaken(question, into: &outbox) }
            try noteLease(of: grant.item.id, grant.attempt, grant.session)
            give(question, payload, grant.attempt, to: peer, into: &outbox)
        }
    }

    /// The queue of a revision, made when there is none.
    func service(_ revision: ServiceRevision, at now: Moment) -> ServiceQueue {
        if let service = services[revision] { return service }
        let service = ServiceQueue(revision, at: now)
        services[revision] = service
        return service
    }

    /// Takes a question from a child, for another one; or ends it, when too many have had it.
    func takeBack(
        _ order: QuestionOrder, _ lease: LeaseQueue<QuestionOrder>.Lease,
        of service: ServiceQueue, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        guard let question = open[order.id] else { return }
        if lease.attempt >= limits.questionAttempts {
            let reason =
                "given to \(lease.attempt) children, the most allowed, none of which ended it"
            return try end(
                question, with: .exception(type: "AttemptsExhausted", reason), at: now,
                into: &outbox)
        }
        try giveBack(order, lease, of: service)
        if let peer = sessions[lease.session]?.peer {
            let reason = "attempt \(lease.attempt) is over, another child may have the question"
            // After a crash before the commit the child would have the question still.
            outbox.sendAfterCommit(
                .cancel(
                    Cancellation(question: order.id, attempt: lease.attempt, reason: reason)),
                to: peer)
        }
    }

    /// Puts a question back among those that wait.
    ///
    /// The file is told, too: after a restart the session would be given the attempt again which it has
    /// dropped, and the events that it then counts from 1 would be taken for repetitions.
    func giveBack(
        _ order: QuestionOrder, _ lease: LeaseQueue<QuestionOrder>.Lease, of service: ServiceQueue
    ) throws(StoreError) {
        guard service.queue.giveBack(order, attempt: lease.attempt) else { return }
        try noteLease(of: order.id, lease.attempt, nil)
    }

    private func noteLease(
        of id: QuestionID, _ attempt: UInt32, _ session: SessionID?
    ) throws(StoreError) {
        guard let question = open[id] else { return }
        question.lease = (attempt, session)
        if question.isListed { try questions.noteLease(of: question.number, attempt, session) }
    }

    /// Lists the questions of this turn that have no end.
    func listQuestions() throws(StoreError) {
        for question in unlisted where open[question.id] === question {
            try questions.list(question.number, question.lease.attempt, question.lease.session)
            question.isListed = true
        }
        unlisted.removeAll(keepingCapacity: true)
    }

    private func leave(
        _ service: ServiceQueue, _ session: Session, at now: Moment
    ) throws(StoreError) {
        service.queue.detach(session.id)
        guard !service.queue.hasConsumers, service.unservedSince == nil else { return }
        service.unservedSince = now.milliseconds
        try questions.noteNotServed(service.revision)
    }

    /// Sends again what a session was sent over a connection that broke, or before a restart.
    private func sendAgain(
        _ service: ServiceQueue, to call: Call, into outbox: inout Outbox
    ) throws(StoreError) {
        for (order, lease) in service.queue.leases(of: call.session.id)
        where lease.peer != call.peer {
            guard let (question, payload) = try questions.question(order.number) else { continue }
            service.queue.noteSent(order, over: call.peer)
            _ = service.queue.extend(
                order, attempt: lease.attempt,
                until: call.now.milliseconds + Int64(limits.questionLease))
            give(question, payload, lease.attempt, to: call.peer, into: &outbox)
        }
    }

    /// Sends a child a question.
    ///
    /// A first attempt takes nothing from anybody and need not wait. A later one follows the CANCEL of the
    /// one before it, and comes after it only when it waits for the commit, too.
    private func give(
        _ question: Question, _ payload: Payload, _ attempt: UInt32, to peer: PeerID,
        into outbox: inout Outbox
    ) {
        let command = Command.question(
            QuestionDelivery(
                attempt: attempt, leaseMilliseconds: limits.questionLease, question: question,
                payload: payload))
        attempt == 1
            ? outbox.send(command, to: peer) : outbox.sendAfterCommit(command, to: peer)
    }
}
