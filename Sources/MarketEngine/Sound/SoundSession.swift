/// A session by formulas that keep what the market's papers promise.
struct SoundSession {
    private let input: SessionInput
    private let reserve: Double

    init(_ input: SessionInput) {
        self.input = input
        reserve = Double(input.parameters.grid.lowest)
    }

    func run() -> SessionResult {
        // By id, so that the order of the input changes nothing, not even a rounding.
        let resources = input.resources.sorted { $0.id < $1.id }
        let frame = MarketFrame(resources, launch: input.launch, parameters: input.parameters)
        var problems: [String: SoundProblem] = [:]
        var offers: [(id: String, curve: QualityCurve, bid: MarketBid)] = []
        var outcomes: [BidOutcome] = []
        for bid in input.bids {
            do throws(BidFailure) {
                let problem = try problem(of: bid, in: frame, &problems)
                outcomes.append(outcome(of: bid, problem))
                if problem.model.range > 0, !problem.model.sellers.isEmpty {
                    offers.append((bid.id, problem.curve(bid.gain), bid))
                }
            } catch {
                outcomes.append(BidOutcome(bid, error))
            }
        }
        offers.sort { $0.id < $1.id }
        var weights = PriceWeights(
            input.weights, grid: input.parameters.grid, rate: input.parameters.learningRate)
        for offer in offers { weights.learn(offer.bid, offer.curve) }
        return SessionResult(
            mode: .sound, outcomes: outcomes,
            revenues: SessionRun.revenues(of: input.resources, in: outcomes),
            nextWeights: weights.normalised, nextPrice: weights.nextPrice)
    }

    private func problem(
        of bid: MarketBid, in frame: MarketFrame, _ known: inout [String: SoundProblem]
    ) throws(BidFailure) -> SoundProblem {
        try SessionRun.check(bid, input)
        // The bidder owns the resource, so the resource alone says what may be sold.
        if let problem = known[bid.resource] { return problem }
        let model = try BidModel(of: bid, in: frame, parameters: input.parameters, mode: .sound)
        let problem = SoundProblem(model, input.parameters)
        known[bid.resource] = problem
        return problem
    }

    private func outcome(of bid: MarketBid, _ problem: SoundProblem) -> BidOutcome {
        var outcome = BidOutcome(bid)
        outcome.ownError = problem.ownError(bid.gain)
        outcome.ownLags = problem.model.ownLags
        outcome.rows = problem.model.rows
        let isOffer = problem.model.range > 0 && !problem.model.sellers.isEmpty
        if isOffer, bid.price > 0, Double(bid.price) >= reserve {
            pay(&outcome, problem)
        } else if isOffer, bid.price > 0 {
            outcome.verdict = .belowReserve
            outcome.reason = "the price \(bid.price) is below the reserve price \(Int(reserve))"
        }
        if outcome.verdict != .belowReserve {
            SessionRun.explain(
                &outcome, sellers: problem.model.sellers.count, range: problem.model.range)
        }
        let noise = outcome.verdict == .paid ? outcome.noise : nil
        outcome.forecast = problem.forecast(
            bid.gain, noise: noise, seed: input.seed, bid: bid.id)
        return outcome
    }

    private func pay(_ outcome: inout BidOutcome, _ problem: SoundProblem) {
        let bid = outcome.bid
        let curve = problem.curve(bid.gain)
        let offered = curve.affordable(
            bid: Double(bid.price), price: input.price, reserve: reserve,
            cap: Double(bid.maxPayment))
        guard let final = offered else { return }
        outcome.finalBid = final
        outcome.noise = QualityCurve.noise(bid: final, price: input.price)
        outcome.marketError = problem.error(bid.gain, noise: outcome.noise)
        outcome.gain = curve.gain(bid: final, price: input.price, reserve: reserve)
        guard outcome.gain > 0 else { return }
        let perMillion = input.parameters.feePerMillion
        outcome.exactPayment = curve.payment(bid: final, price: input.price, reserve: reserve)
        outcome.payment = Int(outcome.exactPayment.rounded(.down))
        outcome.exactFee = outcome.exactPayment * Double(perMillion) / 1_000_000
        outcome.fee = Settlement.fee(on: outcome.payment, perMillion: perMillion)
        let shapley = problem.shapleyValues(bid.gain, noise: outcome.noise, seed: input.seed)
        outcome.shapleyBound = shapley.bound
        outcome.shapleyEstimate = shapley.estimate
        let (values, shares) = problem.shares(shapley)
        outcome.shares = SessionRun.shares(
            problem.model.sellers, values: values, shares: shares, of: outcome)
    }
}
