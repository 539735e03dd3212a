package import Store
package import Topics

/// Decides what a market does (docs/market.md): users and their data, sessions, bids, money.
///
/// It reads and writes its store and nothing else. Who calls it commits, then sends the reply, carries out the
/// directives, and publishes the events of the store.
package struct MarketHandler {
    /// Where the market answers.
    package static let address = "market"
    /// The longest body of a request in bytes: ten thousand measurements.
    package static let bodyLimit = 1_048_576

    /// What the market remembers.
    package let store: MarketStore
    private let settings: MarketSettings

    /// A market.
    package init(_ store: MarketStore, settings: MarketSettings) {
        self.store = store
        self.settings = settings
    }

    /// Takes what the market is told; within one transaction of the store's file.
    ///
    /// - Returns: the reply, when a request was made and no study answers it, and what is to be done.
    /// - Throws: `StoreError` when the file fails; nothing has changed then.
    package func handle(
        _ input: MarketInput, at now: Timestamp
    ) throws(StoreError) -> (reply: Reply?, directives: [MarketDirective]) {
        let turn = MarketTurn(store, settings, at: now)
        do {
            let lastEntry = try store.journal.lastEntry
            try turn.settleIn()
            // What was due before this came is done before, as if the market had been woken for it.
            try start(input, turn)
            let reply = try take(input, turn)
            try advance(turn)
            try store.journal.check(after: lastEntry)
            return (reply, turn.directives)
        } catch let error as StoreError {
            throw error
        } catch {
            preconditionFailure("nothing but a request is refused: \(error)")
        }
    }

    private func take(_ input: MarketInput, _ turn: MarketTurn) throws -> Reply? {
        switch input {
        case .request(let request, let tag): return try answer(request, tag, turn)
        case .ledger(.outgoing(let number), let answer):
            try OutgoingMachine(turn).take(answer, of: number)
        case .ledger(.bid(let number), let answer):
            try BidVerification(turn).take(answer, of: number)
        case .computed(let session, let result):
            try SessionMachine(turn).take(result, of: session)
        case .started, .wake: break
        }
        return nil
    }

    private func start(_ input: MarketInput, _ turn: MarketTurn) throws(StoreError) {
        if case .started = input {
            try OutgoingMachine(turn).start()
            try BidVerification(turn).start()
            try SessionMachine(turn).start()
        }
        try SessionMachine(turn).advance()
    }

    private func advance(_ turn: MarketTurn) throws(StoreError) {
        try SessionMachine(turn).advance()
        try BidVerification(turn).advance()
        try OutgoingMachine(turn).advance()
    }

    private func answer(
        _ request: Request, _ tag: RequestTag, _ turn: MarketTurn
    ) throws -> Reply? {
        let before = turn.directives.count
        do {
            // Joins the transaction, so that a refusal leaves nothing behind.
            return try store.connection.transaction { try carryOut(request, tag, turn) }
        } catch let refusal as RequestRefusal {
            turn.forgetDirectives(after: before)
            return refusal.reply
        }
    }

    private func carryOut(
        _ request: Request, _ tag: RequestTag, _ turn: MarketTurn
    ) throws -> Reply? {
        guard let method = MarketMethod.all[request.method] else {
            let names = MarketMethod.all.keys.sorted().joined(separator: ", ")
            throw RequestRefusal(
                .notFound, "unknown-method",
                "the market has no method \"\(request.method.prefix(80))\"; it has \(names)")
        }
        var fields = try RequestFields(request, limit: Self.bodyLimit)
        let id = method.changes ? fields.textIfPresent("request", limit: 64) : nil
        if let id, let known = try store.answers.answered(id) {
            guard known.method == request.method, known.body == request.payload.bytes else {
                throw RequestRefusal(
                    .conflict, "request-id-used",
                    "the request \(id) was another one: \(known.method), or with other fields")
            }
            return Reply(code: "ok", payload: Payload(known.reply))
        }
        switch try method.carryOut(turn, &fields) {
        case .now(let result):
            let reply = Reply(code: "ok", payload: Payload(result.bytes()))
            if let id { try store.answers.add(id, request, reply: reply.payload, at: turn.now) }
            return reply
        case .later(let study):
            turn.do(.study(tag, study))
            return nil
        }
    }
}

extension MarketHandler {
    /// When the market is to be woken, if it is told nothing before; nil when nothing is due by itself.
    package func nextWake(at now: Timestamp) throws(StoreError) -> Timestamp? {
        let turn = MarketTurn(store, settings, at: now)
        let moments = [
            try SessionMachine(turn).nextWake, try BidVerification(turn).nextWake,
            try OutgoingMachine.nextWake(store),
        ]
        return moments.compactMap { $0 }.min()
    }
}
