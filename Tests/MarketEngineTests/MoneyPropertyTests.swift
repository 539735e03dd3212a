import Testing

@testable import MarketEngine

/// What has to hold of the money in every session.
@Suite struct `The money of a session` {
    static let seeds: Range<UInt64> = 0..<12

    @Test(arguments: seeds, MarketMode.allCases)
    func `adds up to the unit and stays within the caps`(seed: UInt64, mode: MarketMode) throws {
        var sample = MarketSample(seed: seed)
        let input = sample.session()
        let result = try SessionRun.compute(input, mode: mode)
        #expect(result.payments == result.fee + result.revenues.reduce(0) { $0 + $1.revenue })
        for outcome in result.outcomes {
            let received = outcome.shares.reduce(0) { $0 + $1.revenue }
            #expect(outcome.payment == outcome.fee + received)
            #expect((0...outcome.bid.maxPayment).contains(outcome.payment))
            #expect(outcome.finalBid <= Double(outcome.bid.price))
            #expect(outcome.shares.allSatisfy { $0.revenue >= 0 && $0.share >= 0 })
            #expect(!outcome.reason.isEmpty)
        }
    }

    @Test(arguments: seeds)
    func `does not depend on the order of resources and bids`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let input = sample.session()
        var mixed = input
        mixed.resources.shuffle(using: &sample.random)
        mixed.bids.shuffle(using: &sample.random)
        let (result, other) = (try SessionRun.compute(input), try SessionRun.compute(mixed))
        #expect(other.outcomes.sorted { $0.bid.id < $1.bid.id } == result.outcomes)
        #expect(other.revenues.sorted { $0.resource < $1.resource } == result.revenues)
        #expect(other.nextWeights == result.nextWeights)
        #expect(other.nextPrice == result.nextPrice)
    }

    @Test(arguments: GainFunction.allCases, 0..<6 as Range<UInt64>)
    func `does not depend on the scale of the data`(gain: GainFunction, seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let scale = [0.001, 3, 1_000_000][Int(seed) % 3]
        let input = sample.plainSession(gain: gain)
        var scaled = input
        scaled.resources = input.resources.map { resource in
            let values = resource.series.values.map { $0.map { $0 * scale } }
            return MarketResource(
                id: resource.id, owner: resource.owner,
                series: HourlySeries(start: resource.series.start, values: values))
        }
        let outcome = try SessionRun.compute(input).outcomes[0]
        let other = try SessionRun.compute(scaled).outcomes[0]
        #expect(outcome.verdict == .paid)
        #expect(isClose(outcome.exactPayment, other.exactPayment))
        // What lies at the edge of a unit may be rounded to its other side.
        #expect(abs(outcome.payment - other.payment) <= 1)
    }

    @Test(arguments: seeds)
    func `is divided without a unit lost or made`(seed: UInt64) {
        var sample = MarketSample(seed: seed)
        for _ in 0..<200 {
            let weights = (0..<Int.random(in: 1...60, using: &sample.random)).map { _ in
                Double.random(in: 0...1, using: &sample.random)
            }
            let sum = weights.reduce(0, +)
            let shares = weights.map { $0 / sum }
            let amount = Int.random(in: 0...1 << 53, using: &sample.random) >> Int(seed * 4)
            let parts = Settlement.divide(amount, by: shares)
            #expect(parts.reduce(0, +) == amount)
            for (part, share) in zip(parts, shares) {
                #expect(abs(Double(part) - Double(amount) * share) <= 2)
            }
        }
    }
}
