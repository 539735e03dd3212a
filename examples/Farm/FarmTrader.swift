import BusNode

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Trades for a farm: measures, bids whenever a session opens, pays, and sees what came of it.
struct FarmTrader {
    private let farm: Farm
    private let node: Node
    private let market: Market

    /// The most that it pays for a forecast, in smallest units of money.
    private static let maxPayment = 40_000_000
    private static let resource = "power"
    private static let events =
        #"attributes.event = "session-opened" OR attributes.event = "session-finished""#

    init(_ farm: Farm, _ node: Node) {
        self.farm = farm
        self.node = node
        market = node.market(as: farm.name)
    }

    /// Trades until the task is cancelled.
    func trade() async throws {
        try await enter()
        let subscription = try SubscriptionName(farm.name)
        var settings = SubscriptionSettings(
            subscription: subscription, topic: try TopicName("busnode.market"))
        settings.filter = try AttributeFilter(Self.events)
        // From here on every event comes, also while this program is away; a session may be open already.
        try await node.createSubscription(settings)
        if let open = try await market.sessions(in: .open).first {
            try await bid(in: open.number)
        }
        try await market.follow(subscription.text, filter: Self.events) { event in
            guard let session = event.session else { return }
            if event.kind == "session-opened" {
                try await bid(in: session)
            } else {
                try await look(at: session)
            }
        }
    }

    /// How the farm stands: what it has, and what the last session brought.
    func standing() async throws -> FarmStanding {
        let balance = try await market.balance()
        let outcome = try await market.outcomes().last
        let sum = try await market.sessionBalances().last
        let forecasts = try await market.forecasts(session: outcome?.session)
        return FarmStanding(
            balance: balance.balance, session: outcome?.session, gain: outcome?.gainPercent,
            payment: sum?.payment, revenue: sum?.revenue,
            forecast: forecasts.prefix(24).map(\.value))
    }

    /// Joins the market as soon as there is one.
    private func enter() async throws {
        while try await !isIn() { try await Task.sleep(for: .milliseconds(200)) }
        try await market.setWallet(farm.wallet)
        try await market.addResource(Self.resource, id: "\(farm.name)-power")
        let taken = try await measure()
        let count = taken.added + taken.updated + taken.unchanged
        say("joined the market with \(count) hours of measurements")
    }

    /// Joins the market; false while there is none.
    private func isIn() async throws -> Bool {
        do {
            try await market.join()
            return true
        } catch {
            guard error.code == .nobodyServes else { throw error }
            return false
        }
    }

    /// Sends what was measured; what the market knows already changes nothing.
    @discardableResult
    private func measure() async throws -> Market.Taken {
        try await market.put(farm.readings, for: "\(farm.name)-power")
    }

    private func bid(in session: Int) async throws {
        do {
            try await measure()
            // Under this id there is one bid, however often this event comes.
            let bid = try await market.bid(
                for: "\(farm.name)-power", price: farm.price(in: session),
                maxPayment: Self.maxPayment, gain: .rootMeanSquaredError, session: session,
                id: "\(farm.name)-\(session)")
            try await market.pay(bid, from: farm.wallet)
            say("session \(session): bids \(millions(bid.price)) for each 1 %")
        } catch let error as NodeError where error.rule != nil {
            say("session \(session): no bid, for \(error.message)")
        }
    }

    private func look(at session: Int) async throws {
        let outcome = try await market.outcomes(session: session).first
        let sum = try await market.sessionBalances(session: session).first
        let gain = ((outcome?.gainPercent ?? 0) * 100).rounded() / 100
        say(
            "session \(session): the forecast is better by \(gain) %; paid "
                + "\(millions(sum?.payment ?? 0)), earned \(millions(sum?.revenue ?? 0))")
    }

    private func millions(_ amount: Int) -> String {
        "\((Double(amount) / 10_000).rounded() / 100) M"
    }

    private func say(_ line: String) {
        print("\(farm.name): \(line)")
        // Whoever reads a pipe wants to know it now.
        fflush(nil)
    }
}
