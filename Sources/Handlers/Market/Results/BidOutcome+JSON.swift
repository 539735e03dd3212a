import MarketEngine
import Topics

extension BidOutcome {
    /// What people want to know of an outcome, without the forecast.
    ///
    /// - Parameter owners: Whose the resources are that have sold.
    func json(owners: [String: String]) -> JSONObject {
        [
            "resource": .string(bid.resource), "price": JSONValue(bid.price),
            "max_payment": JSONValue(bid.maxPayment), "gain": .string(bid.gain.rawValue),
            "verdict": .string(verdict.rawValue), "reason": .string(reason),
            "own_error": JSONValue(finite: ownError),
            "market_error": JSONValue(finite: marketError), "gain_percent": JSONValue(finite: gain),
            "final_bid": JSONValue(finite: finalBid), "payment": JSONValue(payment),
            "fee": JSONValue(fee),
            "shares": .array(
                shares.map { share in
                    [
                        "resource": .string(share.resource),
                        "owner": owners[share.resource].map { .string($0) } ?? .null,
                        "value_percent": JSONValue(finite: share.value),
                        "share": JSONValue(finite: share.share),
                        "revenue": JSONValue(share.revenue),
                    ]
                }),
        ]
    }
}
