/// A session by the formulas of the original engine, and by its random numbers.
struct LegacySession {
    private let input: SessionInput
    private var generator: LegacyGenerator
    private let grid: LegacyGrid

    init(_ input: SessionInput) {
        self.input = input
        generator = LegacyGenerator(seed: input.seed)
        grid = LegacyGrid(input.parameters.grid)
    }

    /// All bids first draw their noise, then the sellers' orders are drawn, then comes the price.
    mutating func run() -> SessionResult {
        let frame = MarketFrame(
            input.resources, launch: input.launch, parameters: input.parameters)
        var outcomes: [BidOutcome] = []
        var bought: [Purchase?] = []
        for bid in input.bids {
            let (outcome, purchase) = buy(bid, frame)
            outcomes.append(outcome)
            bought.append(purchase)
        }
        for (place, purchase) in bought.enumerated() {
            guard let purchase, outcomes[place].exactPayment > 0 else { continue }
            divide(purchase, &outcomes[place])
        }
        let weights = nextWeights(bought.compactMap { $0?.problem })
        return SessionResult(
            mode: .legacy, outcomes: outcomes,
            revenues: SessionRun.revenues(of: input.resources, in: outcomes),
            nextWeights: weights, nextPrice: grid.nextPrice(weights) * Self.million)
    }

    /// The engine of the original counts in millions of the smallest unit.
    static let million = 1_000_000.0

    /// A bid that was computed, and the noisy matrix that its final bid brought.
    private struct Purchase {
        let problem: LegacyProblem
        var matrix: DesignMatrix
        var moments: FitProblem
    }

    private mutating func buy(
        _ bid: MarketBid, _ frame: MarketFrame
    ) -> (BidOutcome, Purchase?) {
        let model: BidModel
        do throws(BidFailure) {
            try SessionRun.check(bid, input)
            model = try BidModel(
                of: bid, in: frame, parameters: input.parameters, mode: .legacy)
        } catch {
            return (BidOutcome(bid, error), nil)
        }
        let problem = LegacyProblem(
            bid, model, evaluationHours: input.parameters.evaluationHours)
        var outcome = BidOutcome(bid)
        outcome.ownError = problem.ownError
        outcome.ownLags = model.ownLags
        outcome.rows = model.matrix.rows
        outcome.forecast = problem.forecast()
        var purchase = Purchase(problem: problem, matrix: model.matrix, moments: problem.clean)
        settle(&outcome, &purchase)
        return (outcome, purchase)
    }

    /// Lowers the bid by steps of the grid until the payment is within the cap.
    private mutating func settle(_ outcome: inout BidOutcome, _ purchase: inout Purchase) {
        let problem = purchase.problem
        let price = input.price / Self.million
        let cap = Double(problem.bid.maxPayment) / Self.million
        var bid = Double(problem.bid.price) / Self.million
        var payment = 0.0
        while bid > 0 {
            outcome.noise = LegacyProblem.ratio(bid: bid, price: price)
            let normals = problem.normals(from: &generator)
            if outcome.noise > 0 {
                purchase.matrix = problem.noisy(normals, ratio: outcome.noise)
                purchase.moments = problem.problem(purchase.matrix)
            }
            let error = problem.marketError(purchase.moments)
            outcome.marketError = error
            outcome.gain = problem.gain(error)
            payment = bid * outcome.gain
            if payment <= cap { break }
            bid = max(0, bid - grid.step)
            (payment, outcome.gain) = (0, 0)
        }
        outcome.finalBid = bid * Self.million
        let fee = payment * (Double(input.parameters.feePerMillion) / Self.million)
        outcome.exactPayment = payment * Self.million
        outcome.exactFee = fee * Self.million
        outcome.payment = min(Int(outcome.exactPayment.rounded()), problem.bid.maxPayment)
        outcome.fee = Settlement.fee(
            on: outcome.payment, perMillion: input.parameters.feePerMillion)
        SessionRun.explain(&outcome, sellers: problem.sellers, range: problem.model.range)
    }

    private mutating func divide(_ purchase: Purchase, _ outcome: inout BidOutcome) {
        let shapley = LegacyShapley(
            purchase.problem, purchase.moments, orders: input.parameters.legacyOrders)
        let (values, drawn) = shapley.values(&generator)
        outcome.ordersDrawn = drawn
        let similarity = LegacySimilarity(
            purchase.matrix, sellers: purchase.problem.sellers,
            penalty: input.parameters.similarityPenalty)
        guard let shares = similarity.shares(values) else {
            let failure = BidFailure(
                .indivisible, "no seller's data is worth anything after that of the others")
            let error = outcome.ownError
            outcome = BidOutcome(outcome.bid, failure)
            outcome.ownError = error
            outcome.ordersDrawn = drawn
            return
        }
        outcome.shares = SessionRun.shares(
            purchase.problem.model.sellers, values: values, shares: shares, of: outcome)
    }

    /// Weights grow with what each price would bring: the mean over five fixed seeds, caps left out.
    private func nextWeights(_ problems: [LegacyProblem]) -> [Double] {
        var weights = input.weights
        for problem in problems {
            let payments = grid.expectedPayments(problem)
            for (place, payment) in payments.enumerated() {
                let reward = payment / grid.highest
                weights[place] *= 1 + input.parameters.learningRate * reward
            }
        }
        return weights
    }
}
