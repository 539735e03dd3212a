import MarketEngine
import Topics

/// Users bid, pay, change their minds and look.
enum BidMethods {
    static let all: [MarketMethod] = [
        .change("bids.place", place), .change("bids.pay", pay), .change("bids.cancel", cancel),
        .change("bids.amend", amend), .look("bids.get", get), .look("bids.list", list),
    ]

    /// The longest id of a bid in bytes.
    static let idLimit = 64
    /// The longest id of a transfer in bytes.
    static let transferLimit = 128

    private static func place(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.textIfPresent("id", limit: idLimit)
        if let id, !isID(id) {
            fields.refuse("id", "has something else than a-z, A-Z, 0-9, - and _")
        }
        let number = fields.integerIfPresent("session")
        let name = fields.text("resource", limit: 64)
        let price = fields.integer("price", in: 0...Amount.limit)
        let least = max(1, turn.settings.leastPayment)
        let maxPayment = fields.integer("max_payment", in: least...Amount.limit)
        let gain = fields.word("gain", as: GainFunction.self)
        let user = try turn.actor(&fields)
        guard let wallet = try turn.store.wallets.wallet(of: user.id) else {
            throw RequestRefusal(
                .conflict, "no-wallet", "\(user.id) has no wallet that a deposit could come from")
        }
        let offer = BidOffer(
            resource: try turn.liveResource(fields.checked(name), of: user),
            price: try fields.checked(price), maxPayment: try fields.checked(maxPayment),
            gain: try fields.checked(gain))
        if let id, let known = try turn.store.bids.bid(id) {
            guard known.user == user.id, known.says(offer), number ?? known.session == known.session
            else {
                throw RequestRefusal(
                    .conflict, "bid-id-used", "there is a bid \(id) already, and another one")
            }
            return .object(known.json)
        }
        let session = try openSession(number, for: offer.resource, turn)
        guard let market = try turn.store.wallets.ofMarket() else {
            throw RequestRefusal(.conflict, "no-market-wallet", "the market has no wallet")
        }
        let bid = try turn.store.bids.add(
            id: id, offer, of: user.id, in: session.number, userWallet: wallet.address,
            marketWallet: market.address, at: turn.now)
        try turn.tell(.bidPlaced, bid.subject)
        return .object(bid.json)
    }

    private static func isID(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// The session that takes a bid for a resource.
    private static func openSession(
        _ number: Int64?, for resource: Resource, _ turn: MarketTurn
    ) throws -> MarketSession {
        guard resource.kind == .measurements else {
            throw RequestRefusal(
                .conflict, "not-measurements", "\(resource.id) holds forecasts: nothing to improve")
        }
        guard resource.isToForecast else {
            throw RequestRefusal(
                .conflict, "not-to-forecast", "\(resource.id) is not to be forecast")
        }
        let session = try turn.session(number)
        try requireOpen(session)
        if let live = try turn.store.bids.liveBid(in: session.number, for: resource.number) {
            throw RequestRefusal(
                .conflict, "bid-exists",
                "the bid \(live.id) is for \(resource.id) in session \(session.number) already")
        }
        let counts = try turn.store.bids.counts(of: session.number)
        let live = counts.reduce(0) { $0 + ($1.key.isLive ? $1.value : 0) }
        guard live < SessionInput.bidLimit else {
            throw RequestRefusal(
                .conflict, "too-many-bids",
                "session \(session.number) has \(live) bids, and no more are computed")
        }
        return session
    }

    private static func requireOpen(_ session: MarketSession) throws(RequestRefusal) {
        guard session.state == .open else {
            throw RequestRefusal(
                .conflict, "session-not-open",
                "session \(session.number) is \(session.state.rawValue), and not open")
        }
    }
}

/// What becomes of a bid.
extension BidMethods {
    /// Names the transfer of a bid, once: for a bid that no longer counts, so that the money goes back.
    private static func pay(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.text("bid", limit: idLimit)
        let named = fields.text("transfer", limit: transferLimit)
        if let named, !named.utf8.allSatisfy({ (33...126).contains($0) }) {
            fields.refuse("transfer", "must be printable ASCII characters without spaces")
        }
        let user = try turn.actor(&fields)
        let transfer = try fields.checked(named)
        var bid = try ownBid(try fields.checked(id), user, turn)
        if bid.transfer == transfer { return .object(bid.json) }
        if let paid = bid.transfer {
            throw RequestRefusal(
                .conflict, "bid-paid", "the bid \(bid.id) names the transfer \(paid) already")
        }
        if bid.state == .placed { bid.state = .pending }
        bid.transfer = transfer
        bid.paidAt = turn.now
        bid.askAt = turn.now
        try turn.store.bids.save(bid)
        return .object(bid.json)
    }

    private static func cancel(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.text("bid", limit: idLimit)
        let user = try turn.actor(&fields)
        var bid = try ownBid(try fields.checked(id), user, turn)
        if bid.state == .cancelled { return .object(bid.json) }
        try requireLive(bid, turn)
        // A deposit that has come is the user's balance already, and is not locked any more.
        bid.state = .cancelled
        bid.settledAt = turn.now
        try turn.store.bids.save(bid)
        try turn.tell(.bidCancelled, bid.subject)
        return .object(bid.json)
    }

    private static func amend(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.text("bid", limit: idLimit)
        let price = fields.integerIfPresent("price", in: 0...Amount.limit)
        let gain = fields.wordIfPresent("gain", as: GainFunction.self)
        let user = try turn.actor(&fields)
        guard price != nil || gain != nil else {
            throw RequestRefusal.badFields(["price": "is missing, and so is gain"])
        }
        var bid = try ownBid(try fields.checked(id), user, turn)
        try requireLive(bid, turn)
        bid.price = price ?? bid.price
        bid.gain = gain ?? bid.gain
        try turn.store.bids.save(bid)
        return .object(bid.json)
    }

    private static func requireLive(_ bid: Bid, _ turn: MarketTurn) throws {
        try requireOpen(try turn.session(bid.session))
        guard bid.state.isLive else {
            throw RequestRefusal(
                .conflict, "bid-settled", "the bid \(bid.id) is \(bid.state.rawValue)")
        }
    }

    private static func ownBid(
        _ id: String, _ user: User, _ turn: MarketTurn
    ) throws -> Bid {
        guard let bid = try turn.store.bids.bid(id), bid.user == user.id else {
            throw RequestRefusal(.notFound, "unknown-bid", "\(user.id) has no bid \(id)")
        }
        return bid
    }
}

/// Looking.
extension BidMethods {
    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let id = fields.text("bid", limit: idLimit)
        let user = try turn.actor(&fields)
        let name = try fields.checked(id)
        if user.isOperator, let bid = try turn.store.bids.bid(name) { return .object(bid.json) }
        return .object(try ownBid(name, user, turn).json)
    }

    private static func list(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let session = fields.integerIfPresent("session")
        let state = fields.wordIfPresent("state", as: BidState.self)
        let page = ListPage(&fields)
        let viewer = try turn.viewer(&fields)
        let bids = try turn.store.bids.bids(
            of: viewer.of, session: session, state: state, after: page.after,
            limit: page.limit + 1)
        return page.reply("bids", bids, number: \.number) { .object($0.json) }
    }
}

extension Bid {
    /// Whether it says the same, as it was placed or as it was amended.
    fileprivate func says(_ offer: BidOffer) -> Bool {
        resource == offer.resource.number && price == offer.price && gain == offer.gain
            && maxPayment == offer.maxPayment
    }
}
