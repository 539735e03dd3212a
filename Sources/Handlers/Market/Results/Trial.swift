import MarketEngine
import Topics

/// What a bid would have brought in a session that is over: a long computation, of values only.
struct Trial: Sendable {
    /// The session.
    let session: Int64
    /// By which formulas it was computed.
    let mode: MarketMode
    /// The bid, which nobody has placed.
    let bid: MarketBid
    /// What the session was computed from.
    let input: SessionInput

    /// Computes it. The forecast is left out: it is what buyers pay for.
    ///
    /// - Throws: `RequestRefusal` 409 `not-computable` when it cannot be computed.
    func compute() throws(RequestRefusal) -> JSONValue {
        let outcome: BidOutcome
        do {
            outcome = try SessionRun.trial(of: bid, in: input, mode: mode)
        } catch {
            throw RequestRefusal(
                .conflict, "not-computable",
                "session \(session) cannot be computed: \(error.description)")
        }
        let owners = Dictionary(uniqueKeysWithValues: input.resources.map { ($0.id, $0.owner) })
        let head: JSONObject = [
            "session": JSONValue(session), "market_price": JSONValue(finite: input.price),
        ]
        return .object(head.merged(with: outcome.json(owners: owners)))
    }
}
