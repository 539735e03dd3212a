/// Computes a session: from the same input the same result, digit for digit.
///
///     let result = try SessionRun.compute(input)
///     result.payments == result.fee + result.revenues.reduce(0) { $0 + $1.revenue }   // always
package enum SessionRun {
    /// Computes all bids of a session, the revenues, and the next session's price.
    ///
    /// A bid that cannot be computed gets an outcome that says why, and stops nothing. Throws when the
    /// parameters, the price or the weights are no numbers to compute with, or an id stands twice.
    package static func compute(
        _ input: SessionInput, mode: MarketMode = .sound
    ) throws(SessionError) -> SessionResult {
        try check(input)
        switch mode {
        case .legacy:
            var session = LegacySession(input)
            return session.run()
        case .sound:
            return SoundSession(input).run()
        }
    }

    /// What a bid would have brought in a session: alone in `legacy` mode, where the noise depends on
    /// the bids before, and as beside all others in `sound` mode.
    package static func trial(
        of bid: MarketBid, in input: SessionInput, mode: MarketMode = .sound
    ) throws(SessionError) -> BidOutcome {
        var alone = input
        alone.bids = [bid]
        return try compute(alone, mode: mode).outcomes[0]
    }

    /// The largest whole number that a payment may be: all numbers up to it are exact as `Double`.
    static let largestAmount = 1 << 53

    private static func check(_ input: SessionInput) throws(SessionError) {
        if let problem = input.parameters.problem { throw SessionError(problem) }
        let count = input.parameters.grid.count
        guard input.weights.count == count else {
            throw SessionError("\(input.weights.count) weights for \(count) prices")
        }
        guard input.weights.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw SessionError("a weight is not a positive number")
        }
        guard input.price >= 0, input.price <= Double(largestAmount) else {
            throw SessionError("the price is \(input.price), not in 0...\(largestAmount)")
        }
        // The year 9999 ends then: hours and moments around it are far from the ends of an integer.
        guard abs(input.launchMicroseconds / 2) < 253_402_300_800_000_000 / 2 else {
            throw SessionError("the launch \(input.launchMicroseconds) µs is not before year 10000")
        }
        guard input.resources.count <= SessionInput.resourceLimit else {
            let limit = SessionInput.resourceLimit
            throw SessionError("\(input.resources.count) resources, at most \(limit) are allowed")
        }
        guard input.bids.count <= SessionInput.bidLimit else {
            let limit = SessionInput.bidLimit
            throw SessionError("\(input.bids.count) bids, at most \(limit) are allowed")
        }
        try checkUnique(input.resources.map(\.id), "resource")
        try checkUnique(input.bids.map(\.id), "bid")
    }

    private static func checkUnique(
        _ ids: [String], _ kind: String
    ) throws(SessionError) {
        var known: Set<String> = []
        for id in ids where !known.insert(id).inserted {
            throw SessionError("the \(kind) \(id) stands twice in the input")
        }
    }

    /// Throws what can be said against a bid before anything is computed.
    static func check(_ bid: MarketBid, _ input: SessionInput) throws(BidFailure) {
        guard let resource = input.resources.first(where: { $0.id == bid.resource }) else {
            throw BidFailure(.notOwned, "\(bid.resource) is not in the market")
        }
        guard resource.owner == bid.bidder else {
            throw BidFailure(.notOwned, "\(bid.resource) is not a resource of \(bid.bidder)")
        }
        for (name, amount) in [("price", bid.price), ("maxPayment", bid.maxPayment)]
        where !(0...largestAmount).contains(amount) {
            throw BidFailure(.invalid, "\(name) is \(amount), not in 0...\(largestAmount)")
        }
    }

    /// The verdict of a bid that was computed, and its reason.
    static func explain(_ outcome: inout BidOutcome, sellers: Int, range: Double) {
        let id = outcome.bid.resource
        if sellers == 0 {
            (outcome.verdict, outcome.reason) = (.noSellers, "nobody but \(id) has data to sell")
        } else if range == 0 {
            (outcome.verdict, outcome.reason) = (.constantTarget, "\(id) never changes")
        } else if outcome.finalBid == 0 {
            let reason = "the price is \(outcome.bid.price), the cap \(outcome.bid.maxPayment)"
            (outcome.verdict, outcome.reason) = (.nothingOffered, reason)
        } else if outcome.gain == 0 {
            (outcome.verdict, outcome.reason) = (
                .noGain, "the market's data does not lower the error of \(id)"
            )
        } else {
            (outcome.verdict, outcome.reason) = (
                .paid, "the market's data lowers the error of \(id)"
            )
        }
    }

    /// The parts of an outcome's payment, exact and in whole units.
    static func shares(
        _ sellers: [String], values: [Double], shares: [Double], of outcome: BidOutcome
    ) -> [SellerShare] {
        let revenues = Settlement.divide(outcome.payment - outcome.fee, by: shares)
        let exact = outcome.exactPayment - outcome.exactFee
        return sellers.indices.map { place in
            SellerShare(
                resource: sellers[place], value: values[place], share: shares[place],
                exactRevenue: exact * shares[place], revenue: revenues[place])
        }
    }

    /// What each resource earned with all bids.
    static func revenues(
        of resources: [MarketResource], in outcomes: [BidOutcome]
    ) -> [SellerRevenue] {
        var sums: [String: (exact: Double, whole: Int)] = [:]
        // By id: the order of the input is not to change the last digit of a sum.
        for share in outcomes.sorted(by: { $0.bid.id < $1.bid.id }).flatMap(\.shares) {
            let known = sums[share.resource, default: (0, 0)]
            sums[share.resource] = (known.exact + share.exactRevenue, known.whole + share.revenue)
        }
        return resources.map { resource in
            let sum = sums[resource.id, default: (0, 0)]
            return SellerRevenue(
                resource: resource.id, owner: resource.owner, exactRevenue: sum.exact,
                revenue: sum.whole)
        }
    }
}
