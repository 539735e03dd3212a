import MarketEngine
import Topics

/// What sessions have brought is looked at.
enum ResultMethods {
    static let all: [MarketMethod] = [
        .look("results.list", list), .look("revenues.list", revenues),
        .look("forecasts.list", forecasts),
    ]

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let session = fields.integerIfPresent("session")
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let outcomes = try turn.store.results.outcomes(of: viewer.of, session: session, page)
        return try page.reply("results", outcomes, number: { $0.bid }) { stored in
            let head: JSONObject = [
                "number": JSONValue(stored.bid), "bid": .string(stored.outcome.bid.id),
                "session": JSONValue(stored.session), "user": .string(stored.outcome.bid.bidder),
            ]
            return .object(head.merged(with: try shown(stored.outcome, turn)))
        }
    }

    private static func revenues(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let (filter, page) = try filter(turn, &fields)
        let rows = try turn.store.results.revenues(
            of: filter.user, session: filter.session, resource: filter.resource, page)
        return page.reply("revenues", rows, number: { $0.number }) { $0.json }
    }

    private static func forecasts(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let (filter, page) = try filter(turn, &fields)
        let rows = try turn.store.results.forecasts(
            of: filter.user, session: filter.session, resource: filter.resource, page)
        return page.reply("forecasts", rows, number: { $0.number }) { $0.json }
    }

    /// Whose rows are wanted, of which session and resource, and which page of them.
    private static func filter(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> ((user: String?, session: Int64?, resource: Int64?), ListPage) {
        let session = fields.integerIfPresent("session")
        let key = fields.textIfPresent("resource", limit: ResourceMethods.idLimit)
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let resource = try key.map { try turn.visibleResource($0, to: viewer.user) }
        return ((viewer.of, session, resource?.number), page)
    }

    private static func shown(_ outcome: BidOutcome, _ turn: MarketTurn) throws -> JSONObject {
        var owners: [String: String] = [:]
        for share in outcome.shares {
            owners[share.resource] = try turn.store.resources.resource(share.resource)?.user
        }
        return outcome.json(owners: owners)
    }
}

extension JSONObject {
    /// The members of both, those of `other` last.
    func merged(with other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other { merged[key] = value }
        return merged
    }
}
