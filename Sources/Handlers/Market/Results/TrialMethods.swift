import MarketEngine
import Topics

/// What a bid would bring is tried out.
enum TrialMethods {
    static let all: [MarketMethod] = [.study("trials.compute", compute)]

    /// The largest whole number that every program reads exactly.
    private static let amounts: ClosedRange<Int64> = 0...1 << 53

    private static func compute(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> Study {
        let key = fields.text("resource", limit: ResourceMethods.idLimit)
        let price = fields.integer("price", in: amounts)
        let most = fields.integer("max_payment", in: amounts)
        let gain = fields.word("gain", as: GainFunction.self)
        let user = try turn.actor(&fields)
        let resource = try turn.resource(try fields.checked(key), of: user)
        guard let last = try turn.store.results.lastComputed() else {
            throw RequestRefusal(
                .conflict, "no-session-yet", "no session was computed yet that a bid could be in")
        }
        let input = try turn.store.inputs.input(of: last.session)
        guard input.resources.contains(where: { $0.id == resource.id }) else {
            throw RequestRefusal(
                .conflict, "not-in-session",
                "\(resource.id) had no data when session \(last.session) was launched")
        }
        let bid = MarketBid(
            id: "trial", bidder: user.id, resource: resource.id,
            price: Int(try fields.checked(price)), maxPayment: Int(try fields.checked(most)),
            gain: try fields.checked(gain))
        let trial = Trial(session: last.session, mode: last.mode, bid: bid, input: input)
        return Study { () throws(RequestRefusal) -> JSONValue in try trial.compute() }
    }
}
