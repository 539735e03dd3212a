import MarketEngine
import Topics

/// Whether computing a bid's outcome again brings the same: a long computation, of values only.
struct ReceiptCheck: Sendable {
    /// The session of the bid.
    let session: Int64
    /// What the session brought, and all that it was computed from.
    let receipt: BidReceipt

    /// Computes it again.
    ///
    /// - Throws: `RequestRefusal` 409 `not-computable` when it cannot be computed any more.
    func compute() throws(RequestRefusal) -> JSONValue {
        let again: BidOutcome?
        do {
            again = try receipt.recomputed()
        } catch {
            throw RequestRefusal(
                .conflict, "not-computable",
                "session \(session) cannot be computed: \(error.description)")
        }
        return [
            "bid": .string(receipt.outcome.bid.id), "session": JSONValue(session),
            "same": .bool(again == receipt.outcome), "stored": Self.figures(receipt.outcome),
            "computed": again.map(Self.figures) ?? .null,
        ]
    }

    private static func figures(_ outcome: BidOutcome) -> JSONValue {
        [
            "verdict": .string(outcome.verdict.rawValue),
            "own_error": JSONValue(finite: outcome.ownError),
            "market_error": JSONValue(finite: outcome.marketError),
            "gain_percent": JSONValue(finite: outcome.gain),
            "exact_payment": JSONValue(finite: outcome.exactPayment),
            "payment": JSONValue(outcome.payment), "fee": JSONValue(outcome.fee),
        ]
    }
}
