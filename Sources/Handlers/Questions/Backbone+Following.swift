import Store
import Topics

extension Backbone {
    /// How many events are read from the store at a time for a session that fell behind.
    private static let catchUpBatch = 256

    /// Sends a session the events of a question, from some point on.
    func follow(
        _ request: FollowRequest, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        guard let found = try find(request.question) else {
            throw noQuestion(request.question)
        }
        try BackboneError.storing { () throws(StoreError) in
            let last = try questions.lastEvent(found.number)
            outbox.confirm(call.correlation, number: UInt64(last), to: call.peer)
            try follow(
                request.question, found, from: request.from, call.session, into: &outbox)
        }
    }

    /// Sends a session no more events of a question.
    func unfollow(_ question: QuestionID, _ call: Call, into outbox: inout Outbox) {
        stopFollowing(question, call.session)
        outbox.confirm(call.correlation, to: call.peer)
    }

    /// Gives a session room for more events, and sends what waited for it.
    func addCredit(
        _ window: Window, _ call: Call, into outbox: inout Outbox
    ) throws(BackboneError) {
        call.session.addEventCredit(window)
        outbox.confirm(call.correlation, to: call.peer)
        try BackboneError.storing { () throws(StoreError) in
            for question in call.session.behind.sorted(by: { $0.description < $1.description }) {
                try catchUp(call.session, with: question, into: &outbox)
            }
        }
    }

    /// Lets a session follow a question, from stored events to live ones.
    func follow(
        _ id: QuestionID, _ found: QuestionStore.Found, from: UInt32, _ session: Session,
        into outbox: inout Outbox
    ) throws(StoreError) {
        session.following[id] = Following(question: found.number, next: from)
        if let question = open[id], !question.followers.contains(where: { $0 === session }) {
            question.followers.append(session)
        }
        session.behind.insert(id)
        try catchUp(session, with: id, into: &outbox)
    }

    /// Lets a session follow a question that has no events yet.
    func startFollowing(_ state: OpenQuestion, _ question: Question, _ session: Session) {
        session.following[question.id] = Following(
            question: state.number, next: 1, isEarly: question.isFollowedEarly)
        state.followers.append(session)
    }

    /// Ends all that a session follows.
    func stopFollowing(_ session: Session) {
        for question in session.following.keys {
            open[question]?.followers.removeAll { $0 === session }
        }
        session.following = [:]
        session.behind = []
    }

    /// Shows an event, which is in the store, to the sessions that follow its question.
    func show(_ event: Event, of question: OpenQuestion, into outbox: inout Outbox) {
        for session in question.followers
        where (session.following[question.id]?.next ?? .max) <= event.number {
            guard let peer = session.peer, !session.behind.contains(question.id),
                session.takeEventCredit(bytes: event.payload.count)
            else {
                session.behind.insert(question.id)
                continue
            }
            send(event, to: session, at: peer, into: &outbox)
        }
    }

    private func catchUp(
        _ session: Session, with id: QuestionID, into outbox: inout Outbox
    ) throws(StoreError) {
        guard let peer = session.peer, let start = session.following[id] else { return }
        // What comes out of the store waits for the commit, and what follows it may not overtake it.
        session.following[id]?.isEarly = false
        if start.next == 0 {
            guard try show(questionOf: start, to: session, at: peer, into: &outbox) else { return }
            session.following[id]?.next = 1
        }
        while let next = session.following[id]?.next {
            let events = try questions.events(
                of: start.question, id, from: next, limit: Self.catchUpBatch)
            guard !events.isEmpty else { break }
            for event in events {
                guard session.takeEventCredit(bytes: event.payload.count) else { return }
                send(event, to: session, at: peer, into: &outbox)
            }
        }
        session.behind.remove(id)
        if open[id] == nil { session.following[id] = nil }
    }

    private func show(
        questionOf following: Following, to session: Session, at peer: PeerID,
        into outbox: inout Outbox
    ) throws(StoreError) -> Bool {
        guard let (question, payload) = try questions.question(following.question),
            session.takeEventCredit(bytes: payload.count)
        else { return false }
        outbox.sendAfterCommit(
            .question(
                QuestionDelivery(
                    attempt: 0, leaseMilliseconds: 0, question: question, payload: payload)),
            to: peer)
        return true
    }

    /// Waits for the commit, unless the follower wants it early: after a crash another event could get the
    /// number of one that was shown.
    private func send(
        _ event: Event, to session: Session, at peer: PeerID, into outbox: inout Outbox
    ) {
        if session.following[event.question]?.isEarly == true {
            outbox.send(.event(event), to: peer)
        } else {
            outbox.sendAfterCommit(.event(event), to: peer)
        }
        if event.kind.isEnd {
            session.following[event.question] = nil
            session.behind.remove(event.question)
        } else if var following = session.following[event.question] {
            following.next = event.number + 1
            session.following[event.question] = following
        }
    }

    private func stopFollowing(_ question: QuestionID, _ session: Session) {
        session.following[question] = nil
        session.behind.remove(question)
        open[question]?.followers.removeAll { $0 === session }
    }
}
