import MarketEngine
import Store
import Topics

/// Does with sessions what is due: the next is staged, its gate opens and closes, it is settled and launched.
///
/// What a session is at is in the file only, so that a market that stops at any moment goes on from there.
struct SessionMachine {
    /// For how long a gate is open at least, when the schedule closes it.
    static let leastOpen = Duration.seconds(60)

    let turn: MarketTurn
    private var store: MarketStore { turn.store }
    private var now: Timestamp { turn.now }

    init(_ turn: MarketTurn) {
        self.turn = turn
    }

    /// Goes on as far as it goes at this moment.
    func advance() throws(StoreError) {
        // Each step leads to a later state, and a session that opens now stays open for a while.
        while try step() {}
    }

    /// The market has started: nobody will bring what was asked for or computed before.
    func start() throws(StoreError) {
        guard var session = try store.sessions.unfinished() else { return }
        switch session.state {
        case .staged, .open, .finished: break
        case .closed:
            // The ledger could not be asked meanwhile: payments get their time again.
            session.settleBy = now.advanced(by: turn.settings.confirmWithin)
            try store.sessions.save(session)
        case .running: try compute(session)
        }
    }

    /// When there is something to do next, if nothing comes before.
    var nextWake: Timestamp? {
        get throws(StoreError) {
            guard let session = try store.sessions.unfinished() else { return nil }
            switch session.state {
            case .open:
                guard let closure = session.gateClosure, !session.isWarned else {
                    return session.gateClosure
                }
                return closure.advanced(by: .zero - turn.settings.closingSoon)
            case .closed: return session.settleBy
            case .staged, .running, .finished: return nil
            }
        }
    }

    private func step() throws(StoreError) -> Bool {
        guard let session = try store.sessions.unfinished() else { return try stageNext() }
        switch session.state {
        case .staged:
            guard turn.settings.schedule != .manual else { return false }
            try open(session, until: scheduledClosure)
            return true
        case .open: return try watchGate(session)
        case .closed: return try settle(session)
        case .running: return false
        case .finished: preconditionFailure("session \(session.number) is unfinished and finished")
        }
    }

    private func stageNext() throws(StoreError) -> Bool {
        guard turn.settings.schedule != .manual, try store.wallets.ofMarket() != nil else {
            return false
        }
        let last = try store.sessions.latest()
        let next = (last?.number ?? 0) + 1
        try stage(SessionTerms(turn.settings, after: last, number: next))
        return true
    }
}

/// The gate.
extension SessionMachine {
    /// When the schedule closes a gate that opens now; nil when an operator closes it.
    var scheduledClosure: Timestamp? {
        turn.settings.schedule.nextClosure(after: now.advanced(by: Self.leastOpen))
    }

    /// Makes a session known.
    func stage(_ terms: SessionTerms) throws(StoreError) {
        let number = try store.sessions.stage(terms, at: now)
        try turn.tell(
            .sessionStaged,
            [
                "session": JSONValue(number), "price": JSONValue(decimal: terms.price),
                "mode": .string(terms.mode.rawValue),
            ])
    }

    /// Takes bids from now on.
    func open(_ session: MarketSession, until closure: Timestamp?) throws(StoreError) {
        var session = session
        session.move(to: .open, at: now)
        session.gateClosure = closure
        try store.sessions.save(session)
        try turn.tell(
            .sessionOpened,
            [
                "session": JSONValue(session.number), "price": JSONValue(decimal: session.price),
                "gate_closure": closure.map { .string($0.description) } ?? .null,
            ])
    }

    /// Takes bids no more. Those without a payment are out of it; payments that were named have some time yet.
    func close(_ session: MarketSession) throws(StoreError) {
        var session = session
        session.move(to: .closed, at: now)
        let settleBy = now.advanced(by: turn.settings.confirmWithin)
        session.settleBy = settleBy
        try store.sessions.save(session)
        for bid in try store.bids.bids(of: session.number, in: .placed) {
            try BidVerification(turn).reject(
                bid, .late, "no payment was named before the gate closed")
        }
        try store.bids.askAll(of: session.number, at: now)
        let counts = try store.bids.counts(of: session.number)
        try turn.tell(
            .sessionClosed,
            [
                "session": JSONValue(session.number),
                "settle_by": .string(settleBy.description),
                "confirmed": JSONValue(counts[.confirmed] ?? 0),
                "pending": JSONValue(counts[.pending] ?? 0),
            ])
    }

    private func watchGate(_ session: MarketSession) throws(StoreError) -> Bool {
        guard let closure = session.gateClosure else { return false }
        if now >= closure {
            try close(session)
            return true
        }
        if try moveGate(of: session, from: closure) { return true }
        let soon = closure.advanced(by: .zero - turn.settings.closingSoon)
        guard !session.isWarned, now >= soon else { return false }
        var session = session
        session.isWarned = true
        try store.sessions.save(session)
        try turn.tell(
            .sessionClosingSoon,
            [
                "session": JSONValue(session.number), "gate_closure": .string(closure.description),
            ])
        return true
    }

    /// The session was opened in the future, so that clocks were wrong then: the gate closes as the schedule
    /// says now, when that is earlier.
    private func moveGate(
        of session: MarketSession, from closure: Timestamp
    ) throws(StoreError) -> Bool {
        guard let opened = session.openedAt, opened > now.advanced(by: Self.leastOpen),
            let scheduled = scheduledClosure, scheduled < closure
        else { return false }
        var session = session
        session.gateClosure = scheduled
        session.isWarned = false
        try store.sessions.save(session)
        try turn.tell(
            .sessionMoved,
            [
                "session": JSONValue(session.number),
                "gate_closure": .string(scheduled.description),
            ])
        return true
    }
}

/// What comes after the gate has closed.
extension SessionMachine {
    private func settle(_ session: MarketSession) throws(StoreError) -> Bool {
        let pending = try store.bids.bids(of: session.number, in: .pending)
        let isLate = session.settleBy.map { now >= $0 } ?? true
        guard pending.isEmpty || isLate else { return try shortenSettling(of: session) }
        for bid in pending { try BidVerification(turn).rejectUnsettled(bid) }
        // Whatever a bid could claim has been claimed.
        try turn.money.releaseHeld(session.number)
        let counts = try store.bids.counts(of: session.number)
        guard counts[.confirmed] ?? 0 > 0 else {
            try finish(session)
            return true
        }
        var session = session
        session.move(to: .running, at: now)
        session.lastReading = try store.readings.lastNumber()
        try store.sessions.save(session)
        try turn.tell(
            .sessionRunning,
            ["session": JSONValue(session.number), "bids": JSONValue(counts[.confirmed] ?? 0)])
        try compute(session)
        return true
    }

    /// A clock that was ahead when the gate closed would keep the session waiting.
    private func shortenSettling(of session: MarketSession) throws(StoreError) -> Bool {
        let latest = now.advanced(by: turn.settings.confirmWithin)
        guard let settleBy = session.settleBy, settleBy > latest else { return false }
        var session = session
        session.settleBy = latest
        try store.sessions.save(session)
        return false
    }

    private func compute(_ session: MarketSession) throws(StoreError) {
        let input = try store.inputs.input(of: session.number)
        turn.do(.compute(session: session.number, input, session.mode))
    }

    /// A computation has come to its end. One that was begun again after a restart may come twice.
    func take(
        _ result: Result<SessionResult, SessionError>, of number: Int64
    ) throws(StoreError) {
        guard let session = try store.sessions.unfinished(), session.number == number,
            session.state == .running
        else { return }
        switch result {
        case .failure(let error): try finish(session, failure: error.description)
        case .success(let result):
            if let objection = try turn.money.book(result, of: number) {
                try finish(session, failure: objection)
            } else {
                try store.results.store(result, of: number)
                try finish(session, result)
            }
        }
    }

    /// Everything is booked.
    private func finish(
        _ session: MarketSession, _ result: SessionResult
    ) throws(StoreError) {
        var session = session
        session.fee = Int64(result.fee)
        session.nextPrice = result.nextPrice
        session.nextWeights = result.nextWeights
        session.move(to: .finished, at: now)
        try store.sessions.save(session)
        for outcome in result.outcomes { try tell(outcome, of: session) }
        try turn.tell(
            .sessionFinished,
            [
                "session": JSONValue(session.number), "bids": JSONValue(result.outcomes.count),
                "payments": JSONValue(result.payments), "fee": JSONValue(result.fee),
                "next_price": JSONValue(decimal: result.nextPrice),
            ])
    }

    /// Nobody pays: there was no bid, or it could not be computed. Deposits stay in their users' balances.
    private func finish(
        _ session: MarketSession, failure: String? = nil
    ) throws(StoreError) {
        var session = session
        session.failure = failure
        session.fee = 0
        session.nextPrice = session.price
        session.nextWeights = session.weights
        session.move(to: .finished, at: now)
        try store.sessions.save(session)
        var details: JSONObject = [
            "session": JSONValue(session.number),
            "bids": JSONValue(try store.bids.counts(of: session.number)[.confirmed] ?? 0),
            "payments": 0, "fee": 0, "next_price": JSONValue(decimal: session.price),
        ]
        if let failure { details["failure"] = .string(failure) }
        try turn.tell(.sessionFinished, details)
    }

    private func tell(
        _ outcome: BidOutcome, of session: MarketSession
    ) throws(StoreError) {
        try turn.tell(
            .bidResult,
            [
                "session": JSONValue(session.number), "bid": .string(outcome.bid.id),
                "user": .string(outcome.bid.bidder), "resource": .string(outcome.bid.resource),
                "verdict": .string(outcome.verdict.rawValue), "reason": .string(outcome.reason),
                "gain_percent": JSONValue(decimal: outcome.gain),
                "payment": JSONValue(outcome.payment), "fee": JSONValue(outcome.fee),
            ])
    }
}
