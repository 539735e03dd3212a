import MarketEngine
import Topics

/// Operators run sessions by hand, and everybody looks at them.
enum SessionMethods {
    static let all: [MarketMethod] = [
        .change("sessions.stage", stage), .change("sessions.open", open),
        .change("sessions.close", close), .change("sessions.run", run),
        .look("sessions.get", get), .look("sessions.list", list),
        .look("market.describe", describe),
    ]

    /// A gate that closes later than this is a mistake more often than not.
    static let longestOpen = Duration.seconds(366 * 86_400)

    private static func stage(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let last = try turn.store.sessions.latest()
        var terms = SessionTerms(turn.settings, after: last, number: (last?.number ?? 0) + 1)
        terms.mode = fields.wordIfPresent("mode", as: MarketMode.self) ?? terms.mode
        let seed = fields.integerIfPresent("seed", in: 0...Int64(UInt32.max))
        if let seed { terms.seed = UInt32(seed) }
        if let object = fields.objectIfPresent("parameters") {
            do {
                try terms.parameters.take(object)
                terms.follow(last)
            } catch {
                fields.refuse("parameters", error.error)
            }
        }
        let grid = terms.parameters.grid
        let prices = Double(grid.lowest)...Double(grid.highest)
        terms.price = fields.decimalIfPresent("price", in: prices) ?? terms.price
        if let weights = readWeights(&fields, count: grid.count) { terms.weights = weights }
        _ = try turn.operator(&fields)
        if let last, last.state != .finished {
            throw RequestRefusal(
                .conflict, "unfinished-session",
                "session \(last.number) is \(last.state.rawValue), and not finished")
        }
        guard try turn.store.wallets.ofMarket() != nil else {
            throw RequestRefusal(.conflict, "no-market-wallet", "the market has no wallet yet")
        }
        try SessionMachine(turn).stage(terms)
        return try reply(turn.store.sessions.latest(), turn)
    }

    private static func readWeights(
        _ fields: inout RequestFields, count: Int
    ) -> [Double]? {
        guard fields.has("weights"), let value = fields.value("weights") else { return nil }
        let weights = value.array?.compactMap(\.double) ?? []
        guard weights.count == value.array?.count, weights.count == count,
            weights.allSatisfy({ $0 > 0 })
        else {
            fields.refuse("weights", "must be \(count) numbers above 0, one for each price")
            return nil
        }
        return weights
    }

    private static func open(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let number = fields.integerIfPresent("session")
        let closure = fields.timeIfPresent("gate_closure")
        if let closure, !(turn.now < closure && closure <= turn.now.advanced(by: longestOpen)) {
            fields.refuse("gate_closure", "must be later than now, and at most 366 days")
        }
        _ = try turn.operator(&fields)
        let session = try turn.session(number)
        try require(session, .open)
        let machine = SessionMachine(turn)
        try machine.open(session, until: closure ?? machine.scheduledClosure)
        return try reply(turn.store.sessions.session(session.number), turn)
    }

    private static func close(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let number = fields.integerIfPresent("session")
        _ = try turn.operator(&fields)
        let session = try turn.session(number)
        try require(session, .closed)
        let machine = SessionMachine(turn)
        try machine.close(session)
        return try reply(turn.store.sessions.session(session.number), turn)
    }

    /// Closes the gate if it is open; whatever comes then comes by itself.
    private static func run(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let number = fields.integerIfPresent("session")
        _ = try turn.operator(&fields)
        let session = try turn.session(number)
        let machine = SessionMachine(turn)
        switch session.state {
        case .staged, .finished: try require(session, .running)
        case .open: try machine.close(session)
        case .closed, .running: break
        }
        try machine.advance()
        return try reply(turn.store.sessions.session(session.number), turn)
    }

    private static func require(
        _ session: MarketSession, _ next: SessionState
    ) throws(RequestRefusal) {
        guard session.state.next.contains(next) else {
            throw RequestRefusal(
                .conflict, "illegal-transition",
                "session \(session.number) is \(session.state.rawValue), and cannot be "
                    + "\(next.rawValue) next")
        }
    }
}

/// Looking.
extension SessionMethods {
    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let number = fields.integerIfPresent("session")
        _ = try turn.actor(&fields)
        return try reply(turn.session(number), turn)
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let state = fields.wordIfPresent("state", as: SessionState.self)
        let page = ListPage(&fields)
        _ = try turn.actor(&fields)
        let sessions = try turn.store.sessions.sessions(
            in: state, after: page.after, limit: page.limit + 1)
        return page.reply("sessions", sessions, number: \.number) { .object($0.summary) }
    }

    private static func describe(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        _ = try turn.actor(&fields)
        let (store, settings) = (turn.store, turn.settings)
        let session = try store.sessions.latest()
        let closure = session?.state == .open ? session?.gateClosure : nil
        return [
            "schedule": .string(settings.schedule.description),
            "mode": .string(settings.mode.rawValue),
            "parameters": .object(settings.parameters.json),
            "fee_per_million": JSONValue(settings.parameters.feePerMillion),
            "least_payment": JSONValue(settings.leastPayment),
            "least_payout": JSONValue(settings.leastPayout),
            "confirm_within_seconds": JSONValue(settings.confirmWithin.components.seconds),
            "wallet": try store.wallets.ofMarket().map { .string($0.address) } ?? .null,
            "session": session.map { .object($0.summary) } ?? .null,
            "gate_closure": closure.map { .string($0.description) } ?? .null,
            "users": JSONValue(try store.users.count()),
            "resources": JSONValue(try store.resources.count()),
            "now": .string(turn.now.description),
        ]
    }

    private static func reply(
        _ session: MarketSession?, _ turn: MarketTurn
    ) throws -> JSONValue {
        guard let session else { preconditionFailure("the session was there just now") }
        var json = session.json
        let counts = try turn.store.bids.counts(of: session.number)
        var bids = JSONObject()
        for state in BidState.allCases { bids[state.rawValue] = JSONValue(counts[state] ?? 0) }
        json["bids"] = .object(bids)
        return .object(json)
    }
}

extension MarketTurn {
    /// The session of a number; without one that which was staged last.
    ///
    /// - Throws: `RequestRefusal` 404 `unknown-session`.
    func session(_ number: Int64?) throws -> MarketSession {
        guard let number else {
            if let session = try store.sessions.latest() { return session }
            throw RequestRefusal(.notFound, "unknown-session", "there is no session yet")
        }
        guard let session = try store.sessions.session(number) else {
            throw RequestRefusal(.notFound, "unknown-session", "there is no session \(number)")
        }
        return session
    }
}
