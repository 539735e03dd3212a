import MarketEngine
import Topics

/// How a payment came about, and whether computing it again brings the same.
enum ReceiptMethods {
    static let all: [MarketMethod] = [
        .look("receipts.get", get), .look("receipts.series", series),
        .study("receipts.check", check),
    ]

    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let (stored, user) = try bid(turn, &fields)
        let input = try turn.store.inputs.input(of: stored.session)
        var shown = BidReceipt(stored.outcome, of: input, mode: stored.mode)
        if !user.isOperator { shown = shown.with(bids: [stored.outcome.bid]) }
        return [
            "bid": .string(stored.outcome.bid.id), "session": JSONValue(stored.session),
            "launch": .string(input.launch.description),
            "receipt": try encoded(shown.with(resources: [])),
            "resources": .array(
                input.resources.map { resource in
                    let known = resource.series.values.indices.filter {
                        resource.series.values[$0] != nil
                    }
                    let time = { (place: Int) -> JSONValue in
                        let hour = Hour(resource.series.start.number + place)
                        return .string(hour.start.description)
                    }
                    return [
                        "resource": .string(resource.id), "owner": .string(resource.owner),
                        "first": known.first.map(time) ?? .null,
                        "last": known.last.map(time) ?? .null, "hours": JSONValue(known.count),
                    ]
                }),
        ]
    }

    private static func series(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let key = fields.text("resource", limit: ResourceMethods.idLimit)
        let (stored, user) = try bid(turn, &fields)
        let id = try fields.checked(key)
        // Series are private: whoever buys pays for forecasts, and not for the data.
        let resource = try turn.visibleResource(id, to: user)
        guard
            let found = try turn.store.inputs.resource(resource.id, of: stored.session)
        else {
            throw RequestRefusal(
                .conflict, "not-in-session",
                "\(resource.id) had no data when session \(stored.session) was launched")
        }
        return ["resource": try encoded(found)]
    }

    private static func check(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> Study {
        let (stored, _) = try bid(turn, &fields)
        let input = try turn.store.inputs.input(of: stored.session)
        let check = ReceiptCheck(
            session: stored.session,
            receipt: BidReceipt(stored.outcome, of: input, mode: stored.mode))
        return Study { () throws(RequestRefusal) -> JSONValue in try check.compute() }
    }

    /// The bid that a request names: one's own, or for operators any.
    private static func bid(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> (StoredOutcome, User) {
        let key = fields.text("bid", limit: 128)
        let user = try turn.actor(&fields)
        let id = try fields.checked(key)
        guard let bid = try turn.store.results.bid(id), user.isOperator || bid.user == user.id
        else {
            throw RequestRefusal(.notFound, "unknown-bid", "\(user.id) has no bid \(id)")
        }
        guard let stored = try turn.store.results.outcome(ofBid: bid.number) else {
            throw RequestRefusal(
                .conflict, "no-result", "session \(bid.session) has no result for bid \(id)")
        }
        return (stored, user)
    }

    private static func encoded(_ value: some Encodable) throws -> JSONValue {
        do {
            return try JSONValue(encoding: value)
        } catch {
            preconditionFailure("what was in the file is in JSON: \(error)")
        }
    }
}

extension BidReceipt {
    /// The receipt with other resources in its input.
    fileprivate func with(resources: [MarketResource]) -> BidReceipt {
        var input = input
        input.resources = resources
        return BidReceipt(outcome, of: input, mode: mode)
    }

    /// The receipt with other bids in its input.
    fileprivate func with(bids: [MarketBid]) -> BidReceipt {
        var input = input
        input.bids = bids
        return BidReceipt(outcome, of: input, mode: mode)
    }
}
