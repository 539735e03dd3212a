import MarketEngine
import Topics

/// One round of the market: bids are taken until the gate closes, then all are computed together.
struct MarketSession: Hashable {
    /// Its number: sessions count up from 1.
    let number: Int64
    /// How far it is.
    private(set) var state = SessionState.staged
    /// By which formulas it is computed.
    let mode: MarketMode
    /// In smallest units of money per 1 % of gain.
    let price: Double
    /// The weight of each price of the grid.
    let weights: [Double]
    /// What holds for it.
    let parameters: MarketParameters
    /// Where its random numbers begin.
    let seed: UInt32
    /// When the gate closes; nil when an operator closes it.
    var gateClosure: Timestamp?
    /// Whether it was told that the gate closes soon.
    var isWarned = false
    /// Until when payments may be confirmed once the gate is closed.
    var settleBy: Timestamp?
    /// The last reading that counts.
    var lastReading: Int64?
    /// Why it brought nothing; nil when it was computed, or there was nothing to compute.
    var failure: String?
    /// What the market kept.
    var fee: Int64?
    /// The price of the session after it.
    var nextPrice: Double?
    /// The weights of the session after it.
    var nextWeights: [Double]?
    /// When it was staged.
    let stagedAt: Timestamp
    /// When it was opened.
    private(set) var openedAt: Timestamp?
    /// When its gate closed.
    private(set) var closedAt: Timestamp?
    /// When it was launched.
    private(set) var launchedAt: Timestamp?
    /// When everything was booked.
    private(set) var finishedAt: Timestamp?

    /// Goes on to a state that may come next.
    mutating func move(to next: SessionState, at now: Timestamp) {
        precondition(state.next.contains(next), "session \(number) is \(state), then \(next)")
        state = next
        switch next {
        case .staged: preconditionFailure("no session is staged twice")
        case .open: openedAt = now
        case .closed: closedAt = now
        case .running: launchedAt = now
        case .finished: finishedAt = now
        }
    }
}

extension MarketSession {
    /// A session as its row says.
    init(
        number: Int64, state: SessionState, terms: SessionTerms, stagedAt: Timestamp,
        openedAt: Timestamp?, closedAt: Timestamp?, launchedAt: Timestamp?, finishedAt: Timestamp?
    ) {
        self.init(
            number: number, state: state, mode: terms.mode, price: terms.price,
            weights: terms.weights, parameters: terms.parameters, seed: terms.seed,
            stagedAt: stagedAt, openedAt: openedAt, closedAt: closedAt, launchedAt: launchedAt,
            finishedAt: finishedAt)
    }

    /// The session as lists show it.
    var summary: JSONObject {
        func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.description) } ?? .null }
        return [
            "session": JSONValue(number), "state": .string(state.rawValue),
            "mode": .string(mode.rawValue), "price": JSONValue(decimal: price),
            "gate_closure": time(gateClosure), "settle_by": time(settleBy),
            "fee": fee.map { JSONValue($0) } ?? .null,
            "failure": failure.map { .string($0) } ?? .null,
            "next_price": nextPrice.map { JSONValue(decimal: $0) } ?? .null,
            "staged_at": time(stagedAt), "opened_at": time(openedAt), "closed_at": time(closedAt),
            "launched_at": time(launchedAt), "finished_at": time(finishedAt),
        ]
    }

    /// The session with all that it is computed with.
    var json: JSONObject {
        var json = summary
        json["seed"] = JSONValue(Int64(seed))
        json["weights"] = .array(weights.map { JSONValue(decimal: $0) })
        json["next_weights"] =
            nextWeights.map { .array($0.map { JSONValue(decimal: $0) }) } ?? .null
        json["parameters"] = .object(parameters.json)
        return json
    }
}

extension JSONValue {
    /// A number with a fraction; null for what JSON has no number for.
    init(decimal: Double) {
        self = JSONNumber(decimal).map { .number($0) } ?? .null
    }
}
