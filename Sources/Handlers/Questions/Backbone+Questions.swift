import Store
import Topics

extension Backbone {
    /// Most events of one question: as many as its numbers in the store have room for.
    static let eventsOfQuestionLimit: UInt32 = (1 << QuestionStore.eventBits) - 2

    /// Accepts a question, and gives it to a child that has room.
    func ask(
        _ question: Question, _ payload: Payload, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        if let known = try find(question.id) {
            return try askAgain(question, payload, known, call, into: &outbox)
        }
        guard open.count < limits.openQuestions else {
            throw .refused(
                Refusal(.limitReached, "\(limits.openQuestions) questions are open already"))
        }
        let isServed = services[question.recipient]?.isServed(at: call.now) ?? false
        guard isServed || question.waitsForService else {
            throw .refused(nobodyServes(question.recipient, at: call.now))
        }
        try checkRoomOnDisk()
        try takeRoom(for: question, payload, call)
        try BackboneError.storing { () throws(StoreError) in
            try accept(question, payload, call, into: &outbox)
        }
        // Who follows it waits for the answer of the child that has it, more than for this.
        let waitsForChild = question.isFollowed && open[question.id]?.asker == nil
        outbox.confirm(call.correlation, to: call.peer, hurries: !waitsForChild)
    }

    /// Records an event of a child that has the question.
    func record(
        _ event: Event, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        if event.kind.isEnd, let number = try numberOfEnd(event) {
            return outbox.confirm(call.correlation, number: number, to: call.peer)
        }
        let (question, service, order) = try leased(
            event.question, event.attempt, to: call.session)
        guard event.number > question.lastOfAttempt else {
            return outbox.confirm(call.correlation, to: call.peer)
        }
        guard event.number == question.lastOfAttempt + 1 else {
            throw .refused(
                Refusal(
                    .malformed,
                    "event \(event.number) of attempt \(event.attempt) came, "
                        + "\(question.lastOfAttempt + 1) was expected"))
        }
        guard question.lastEvent < Self.eventsOfQuestionLimit || event.kind.isEnd else {
            throw .refused(
                Refusal(
                    .limitReached,
                    "the question has \(question.lastEvent) events, the most allowed"))
        }
        try BackboneError.storing { () throws(StoreError) in
            question.lastOfAttempt = event.number
            try append(event, to: question, into: &outbox)
            if event.kind.isEnd {
                _ = service.queue.remove(order)
                try close(question)
                try deliver(service, at: call.now, into: &outbox)
            } else {
                _ = service.queue.extend(
                    order, attempt: event.attempt,
                    until: call.now.milliseconds + Int64(limits.questionLease))
            }
        }
        // The child goes on without it; whoever waits for the event hurries the commit himself.
        outbox.confirm(
            call.correlation, number: UInt64(question.lastEvent), to: call.peer, hurries: false)
    }

    /// Takes back a question that a child does not answer.
    func release(
        _ release: QuestionRelease, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        let (_, service, order) = try leased(release.question, release.attempt, to: call.session)
        guard let lease = service.queue.leases[order] else { return }
        try BackboneError.storing { () throws(StoreError) in
            if lease.attempt < limits.questionAttempts {
                try giveBack(order, lease, of: service)
            } else {
                try takeBack(order, lease, of: service, at: call.now, into: &outbox)
            }
            try deliver(service, at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Ends a question that is not wanted any more.
    func cancel(
        _ cancellation: Cancellation, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        guard let question = open[cancellation.question] else {
            guard try find(cancellation.question) != nil else {
                throw noQuestion(cancellation.question)
            }
            return outbox.confirm(call.correlation, number: 0, to: call.peer)
        }
        try BackboneError.storing { () throws(StoreError) in
            try end(question, with: .cancelled(cancellation.reason), at: call.now, into: &outbox)
        }
        outbox.confirm(call.correlation, number: 1, to: call.peer)
    }

    /// Reads the questions that have no end, and who had them.
    func restoreQuestions(at now: Moment) throws(StoreError) {
        for revision in try questions.servedRevisions() {
            service(revision, at: now).expectedUntil = now.milliseconds + Int64(limits.silence)
        }
        for stored in try questions.openQuestions() {
            let question = OpenQuestion(
                number: stored.number, question: stored.question, bytes: stored.bytes,
                deadline: stored.question.timeoutMilliseconds.map { timeout in
                    let passed = clock(now) - stored.accepted.microseconds / 1_000
                    return now.milliseconds + max(0, Int64(timeout) - max(0, passed))
                })
            question.lastEvent = stored.lastEvent
            question.lastOfAttempt = stored.lastOfAttempt
            question.isListed = true
            question.lease = (stored.attempt, stored.session)
            open[question.id] = question
            nextQuestionDeadline = min(nextQuestionDeadline, question.deadline ?? .max)
            let service = service(question.recipient, at: now)
            let order = QuestionOrder(number: question.number, id: question.id)
            if let session = stored.session {
                service.queue.resume(
                    order,
                    lease: LeaseQueue.Lease(
                        session: session, attempt: stored.attempt,
                        deadline: now.milliseconds + Int64(limits.silence), bytes: stored.bytes))
            } else {
                service.queue.append(order, bytes: stored.bytes, attempts: stored.attempt)
            }
        }
    }

    /// Takes back questions whose leases are over, and ends those that are out of time.
    func takeBackQuestions(at now: Moment, into outbox: inout Outbox) throws(StoreError) {
        let due = services.values.filter {
            $0.queue.nextDeadline <= now.milliseconds || isGivenUp($0, at: now)
        }
        for service in due.sorted(by: { $0.revision.description < $1.revision.description }) {
            if service.queue.nextDeadline <= now.milliseconds {
                for (order, lease) in service.queue.overdue(at: now.milliseconds) {
                    try takeBack(order, lease, of: service, at: now, into: &outbox)
                }
                try deliver(service, at: now, into: &outbox)
            }
            try giveUp(service, at: now, into: &outbox)
        }
        guard now.milliseconds >= nextQuestionDeadline else { return }
        let late = open.values.filter { ($0.deadline ?? .max) <= now.milliseconds }
        for question in late.sorted(by: { $0.number < $1.number }) {
            try end(question, with: .cancelled("not answered in time"), at: now, into: &outbox)
        }
        nextQuestionDeadline = open.values.lazy.compactMap(\.deadline).min() ?? .max
    }

    /// Ends a question by the backbone's own decision, and tells the child that has it.
    func end(
        _ question: OpenQuestion, with end: BackboneEnd, at now: Moment,
        into outbox: inout Outbox
    ) throws(StoreError) {
        let service = service(question.recipient, at: now)
        let order = QuestionOrder(number: question.number, id: question.id)
        let lease = service.queue.remove(order)
        let event = Event(
            question: question.id, attempt: lease?.attempt ?? 0, number: 0, kind: end.kind,
            id: EventID.random(using: &random), time: now.time,
            softwareVersion: BusNodeVersion.text, payload: end.payload)
        try append(event, to: question, into: &outbox)
        noteTaken(question, into: &outbox)
        try close(question)
        if let lease, let peer = sessions[lease.session]?.peer {
            outbox.sendAfterCommit(
                .cancel(
                    Cancellation(
                        question: question.id, attempt: lease.attempt,
                        reason: "the question has ended")),
                to: peer)
        }
        try deliver(service, at: now, into: &outbox)
    }

    /// The question of this identifier, open or ended.
    func find(_ id: QuestionID) throws(BackboneError) -> QuestionStore.Found? {
        if let question = open[id] {
            return QuestionStore.Found(number: question.number, recipient: question.recipient)
        }
        return try BackboneError.storing { () throws(StoreError) in try questions.find(id) }
    }

    /// Why a question that is not there is refused.
    func noQuestion(_ id: QuestionID) -> BackboneError {
        .refused(Refusal(.notFound, "there is no question \(id)"))
    }

    private func accept(
        _ question: Question, _ payload: Payload, _ call: Call, into outbox: inout Outbox
    ) throws(StoreError) {
        let accepted = Timestamp(microseconds: clock(call.now) * 1_000)
        let number = try questions.add(question, payload, at: accepted)
        let deadline = question.timeoutMilliseconds.map { call.now.milliseconds + Int64($0) }
        let state = OpenQuestion(
            number: number, question: question, bytes: payload.count, deadline: deadline)
        nextQuestionDeadline = min(nextQuestionDeadline, deadline ?? .max)
        state.asker = call.peer
        open[question.id] = state
        unlisted.append(state)
        if question.isFollowed { startFollowing(state, question, call.session) }
        outbox.publish(
            .question(
                QuestionDelivery(
                    attempt: 0, leaseMilliseconds: 0, question: question, payload: payload)),
            subject: Self.feedSubject(question.recipient, question.id))
        let service = service(question.recipient, at: call.now)
        service.queue.append(
            QuestionOrder(number: number, id: question.id), bytes: payload.count)
        try deliver(service, having: (question, payload), at: call.now, into: &outbox)
    }

    private func askAgain(
        _ question: Question, _ payload: Payload, _ known: QuestionStore.Found, _ call: Call,
        into outbox: inout Outbox
    ) throws(BackboneError) {
        guard known.recipient == question.recipient else {
            throw .refused(
                Refusal(
                    .conflict, "the question \(question.id) was asked of \(known.recipient)"))
        }
        try takeRoom(for: question, payload, call)
        giveRoomBack(payload.count, of: known.recipient, to: call.peer, into: &outbox)
        if question.isFollowed {
            try BackboneError.storing { () throws(StoreError) in
                try follow(question.id, known, from: 1, call.session, into: &outbox)
            }
        }
        outbox.confirm(
            call.correlation, number: UInt64(open[question.id]?.lastEvent ?? 0), to: call.peer)
    }

    /// Stores an event as the next of its question's stream, and shows it to who follows.
    private func append(
        _ event: Event, to question: OpenQuestion, into outbox: inout Outbox
    ) throws(StoreError) {
        let numberOfAttempt = event.number
        var event = event
        question.lastEvent += 1
        event.number = question.lastEvent
        try questions.append(event, to: question.number, numberOfAttempt: numberOfAttempt)
        outbox.publish(
            .event(event), subject: Self.feedSubject(question.recipient, question.id))
        show(event, of: question, into: &outbox)
    }

    private func close(_ question: OpenQuestion) throws(StoreError) {
        if question.isListed { try questions.close(question.number) }
        open[question.id] = nil
        question.followers = []
    }

    /// The number of an end that was recorded before, whose confirmation its child has not seen.
    private func numberOfEnd(_ event: Event) throws(BackboneError) -> UInt64? {
        guard open[event.question] == nil, let found = try find(event.question) else { return nil }
        return try BackboneError.storing { () throws(StoreError) in
            let last = try questions.lastEvent(found.number)
            let stored = try questions.events(
                of: found.number, event.question, from: last, limit: 1)
            return stored.first?.id == event.id ? UInt64(last) : nil
        }
    }

    private func leased(
        _ id: QuestionID, _ attempt: UInt32, to session: Session
    ) throws(BackboneError) -> (OpenQuestion, ServiceQueue, QuestionOrder) {
        guard let question = open[id] else {
            guard try find(id) != nil else { throw noQuestion(id) }
            throw .refused(Refusal(.questionEnded, "the question \(id) has its end already"))
        }
        let order = QuestionOrder(number: question.number, id: id)
        guard let service = services[question.recipient],
            let lease = service.queue.leases[order], lease.session == session.id,
            lease.attempt == attempt
        else {
            throw .refused(
                Refusal(
                    .staleAttempt,
                    "attempt \(attempt) of question \(id) is not this session's, or is over"))
        }
        return (question, service, order)
    }

    /// Ends the questions that wait for a revision which nobody has served for too long.
    private func giveUp(
        _ service: ServiceQueue, at now: Moment, into outbox: inout Outbox
    ) throws(StoreError) {
        guard isGivenUp(service, at: now) else { return }
        if service.expectedUntil != nil {
            service.expectedUntil = nil
            try questions.noteNotServed(service.revision)
        }
        for order in service.queue.waitingItems {
            guard let question = open[order.id], !question.waitsForService else { continue }
            let reason = "nobody has served \(service.revision) for \(limits.unserved / 1_000) s"
            try end(
                question, with: .exception(type: "NobodyServes", reason), at: now, into: &outbox)
        }
        if service.queue.count == 0 { services[service.revision] = nil }
    }

    private func isGivenUp(_ service: ServiceQueue, at now: Moment) -> Bool {
        guard let since = service.unservedSince else { return false }
        return now.milliseconds - since >= Int64(limits.unserved)
    }

    private func nobodyServes(_ revision: ServiceRevision, at now: Moment) -> Refusal {
        let others = services.values
            .filter { $0.revision.service == revision.service && $0.isServed(at: now) }
            .map(\.revision.description).sorted()
        let served =
            others.isEmpty
            ? "no revision of \(revision.service) is served"
            : "served now: \(others.prefix(20).joined(separator: ", "))"
        return Refusal(.nobodyServes, "nobody serves \(revision); \(served)")
    }

    private static func feedSubject(_ recipient: ServiceRevision, _ question: QuestionID) -> String
    {
        "question/\(recipient)/\(question)"
    }
}
