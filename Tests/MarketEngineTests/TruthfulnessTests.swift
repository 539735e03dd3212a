import TestSupport
import Testing

@testable import MarketEngine

/// The two conditions of a truthful payment, and what follows from them.
@Suite struct `A buyer` {
    private let grid = PriceGrid.standard
    private var reserve: Double { Double(grid.lowest) }

    /// Curves as they come from data, and random ones.
    private func curves(_ seed: UInt64) throws -> [QualityCurve] {
        var sample = MarketSample(seed: seed)
        let random = (0..<5).map { _ in
            QualityCurve(
                measured: (0...QualityCurve.steps).map { _ in
                    Double.random(in: 0...20, using: &sample.random)
                })
        }
        let measured = try GainFunction.allCases.map { gain in
            try sample.problem(sample.plainSession(gain: gain)).curve(gain)
        }
        return random + measured
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `does best with the bid that is its value`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        for curve in try curves(seed) {
            for _ in 0..<100 {
                let price = grid.price(Int.random(in: 0..<grid.count, using: &random))
                let value = Double.random(in: 0...12_000_000, using: &random)
                let bid = Double.random(in: 0...12_000_000, using: &random)
                let cap = Double.random(in: 0...200_000_000, using: &random)
                let honest = utility(value, of: value, curve, price, cap)
                #expect(honest >= utility(bid, of: value, curve, price, cap) - 1e-3)
                #expect(honest >= -1e-3)
            }
        }
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func `would do better with a lower bid if it paid what it bids`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let curve = try sample.problem(
            sample.plainSession(gain: .rootMeanSquaredError)
        ).curve(.rootMeanSquaredError)
        let (value, price) = (10_000_000.0, 5_500_000.0)
        func payAsBid(_ bid: Double) -> Double {
            (value - bid) * curve.gain(bid: bid, price: price, reserve: reserve)
        }
        #expect(payAsBid(value) == 0)
        #expect(payAsBid(3_000_000) > 0)
    }

    @Test(arguments: GainFunction.allCases, 0..<4 as Range<UInt64>)
    func `gains no more as the price rises above its bid`(
        gain: GainFunction, seed: UInt64
    ) throws {
        var sample = MarketSample(seed: seed)
        var input = sample.plainSession(gain: gain)
        input.bids[0] = MarketBid(
            id: "bid", bidder: "o1", resource: "r1", price: 1_000_000, maxPayment: 1 << 50,
            gain: gain)
        let outcomes = try grid.prices.map { price in
            input.price = price
            return try SessionRun.compute(input).outcomes[0]
        }
        for (cheap, dear) in zip(outcomes, outcomes.dropFirst()) {
            #expect(dear.gain <= cheap.gain)
            #expect(dear.noise >= cheap.noise)
        }
        #expect(outcomes[0].gain > outcomes[19].gain)
    }

    @Test func `pays at most its cap, and the more the higher it bids`() throws {
        for curve in try curves(9) {
            var last = 0.0
            for step in 0...120 {
                let bid = Double(step) * 100_000
                let payment = curve.payment(bid: bid, price: 5_500_000, reserve: reserve)
                #expect(payment >= last - 1e-6)
                last = payment
                let cap = 10_000_000.0
                let final = curve.affordable(
                    bid: bid, price: 5_500_000, reserve: reserve, cap: cap)
                let lowered = final.map {
                    curve.payment(bid: $0, price: 5_500_000, reserve: reserve)
                }
                #expect((lowered ?? 0) <= cap)
                #expect((final ?? 0) <= bid)
            }
        }
    }

    @Test func `gets features as good as it bids, in the forecast too`() throws {
        var sample = MarketSample(seed: 4)
        var input = sample.plainSession(gain: .meanAbsoluteError)
        let full = try SessionRun.compute(input).outcomes[0]
        input.price = 10_000_000
        let degraded = try SessionRun.compute(input).outcomes[0]
        #expect(full.noise == 0)
        #expect(degraded.noise == 0.4)
        #expect(degraded.gain < full.gain)
        #expect(degraded.forecast != full.forecast)
    }

    /// What a buyer has of a bid: the value of the gain less the payment.
    private func utility(
        _ bid: Double, of value: Double, _ curve: QualityCurve, _ price: Double, _ cap: Double
    ) -> Double {
        guard
            let final = curve.affordable(bid: bid, price: price, reserve: reserve, cap: cap)
        else { return 0 }
        let gain = curve.gain(bid: final, price: price, reserve: reserve)
        return value * gain - curve.payment(bid: final, price: price, reserve: reserve)
    }
}

extension MarketSample {
    /// The problem behind the first bid of a session.
    func problem(_ input: SessionInput) throws -> SoundProblem {
        let frame = MarketFrame(
            input.resources, launch: input.launch, parameters: input.parameters)
        let model = try BidModel(
            of: input.bids[0], in: frame, parameters: input.parameters, mode: .sound)
        return SoundProblem(model, input.parameters)
    }
}
