import Testing
import Topics

@testable import MarketEngine

/// How what a buyer pays is divided among those whose data helped.
@Suite struct `The division of a payment` {
    private func outcome(
        _ powers: [[Double?]], gain: GainFunction = .rootMeanSquaredError,
        parameters: MarketParameters = MarketSample.small
    ) throws -> BidOutcome {
        var sample = MarketSample(seed: 0)
        sample.parameters = parameters
        var input = sample.plainSession(gain: gain)
        input.resources = sample.resources(powers)
        return try SessionRun.compute(input).outcomes[0]
    }

    private func isNear(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(1, abs(left))
    }

    @Test(arguments: 0..<4 as Range<UInt64>, GainFunction.allCases)
    func `adds up to the gain`(seed: UInt64, gain: GainFunction) throws {
        var sample = MarketSample(seed: seed)
        let outcome = try outcome(sample.powers(6), gain: gain)
        #expect(outcome.shapleyBound == nil)
        #expect(isNear(outcome.shares.reduce(0) { $0 + $1.value }, outcome.gain))
        #expect(isNear(outcome.shares.reduce(0) { $0 + $1.share }, 1))
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `gives equals the same and a constant nothing`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        var powers = sample.powers(3)
        powers.append(powers[0])
        powers.append(powers[0].map { 7 - 3 * $0 })
        powers.append([Double](repeating: 4, count: 500))
        let shares = try outcome(powers).shares
        let first = try #require(shares.first { $0.resource == "r0" })
        for copy in shares where ["r3", "r4"].contains(copy.resource) {
            #expect(copy.value == first.value)
            #expect(copy.share == first.share)
        }
        let constant = try #require(shares.first { $0.resource == "r5" })
        #expect(constant.value == 0 && constant.revenue == 0)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `goes on when somebody offers pure noise`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        var powers = sample.powers(3)
        powers.append((0..<500).map { _ in 50 + 10 * sample.noise() })
        let outcome = try outcome(powers)
        #expect(outcome.verdict == .paid)
        let noise = try #require(outcome.shares.first { $0.resource == "r3" })
        #expect(noise.share < 0.05)
    }

    /// One owner with odd data is not to take from the others what theirs is worth.
    @Test(arguments: 0..<4 as Range<UInt64>)
    func `is not spoiled by a seller who jumps or has just begun`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let powers: [[Double?]] = sample.powers(3)
        let alone = try outcome(powers)
        let jump: [Double?] = (0..<500).map { $0 == 450 ? 1_000_000 : Double($0 % 7) }
        let begun: [Double?] = (0..<500).map { $0 < 400 ? nil : 50 + 5 * sample.noise() }
        let spoiled = try outcome(powers + [jump, begun])
        #expect(spoiled.verdict == .paid)
        #expect(isNear(spoiled.gain, alone.gain))
        let shares = spoiled.shares.filter { ["r3", "r4"].contains($0.resource) }
        #expect(shares.allSatisfy { $0.revenue == 0 })
    }

    /// The original died of this: the worth of a copy after its original is nothing.
    @Test(arguments: 1...4, 0..<4 as Range<UInt64>)
    func `gives copies together no more than their original`(
        copies: Int, seed: UInt64
    ) throws {
        var sample = MarketSample(seed: seed)
        let powers = sample.powers(4)
        let alone = try outcome(powers)
        let single = try #require(alone.shares.first { $0.resource == "r0" })
        let copied = try outcome(
            powers
                + (1...copies).map { copy in powers[0].map { $0 * Double(copy) + 3 } })
        let names = ["r0"] + (0..<copies).map { "r\(4 + $0)" }
        let together = copied.shares.filter { names.contains($0.resource) }
        #expect(copied.verdict == .paid)
        #expect(abs(copied.gain - alone.gain) < 1e-6)
        #expect(together.count == copies + 1)
        // Each of them may get one unit by rounding.
        #expect(together.reduce(0) { $0 + $1.revenue } <= single.revenue + copies + 1)
    }

    /// A copy that is disguised by noise is another series: it is marked down by its similarity.
    @Test(arguments: 0..<8 as Range<UInt64>)
    func `pays a disguised copy hardly more than its original`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let powers = sample.powers(4)
        let single = try #require(try outcome(powers).shares.first { $0.resource == "r0" })
        let disguised = powers[0].map { $0 + 0.3 * sample.noise() }
        let shares = try outcome(powers + [disguised]).shares
        let together = shares.filter { ["r0", "r4"].contains($0.resource) }
        #expect(together.reduce(0) { $0 + $1.share } <= single.share + 0.05)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `by sampling is as near the exact one as is stated`(seed: UInt64) throws {
        var sample = MarketSample(seed: seed)
        let powers = sample.powers(8)
        let exact = try outcome(powers)
        var parameters = MarketSample.small
        parameters.exactSellers = 0
        let sampled = try outcome(powers, parameters: parameters)
        let bound = try #require(sampled.shapleyBound)
        // The bound holds for the worst of markets; this one is far from it.
        let estimate = try #require(sampled.shapleyEstimate)
        #expect(estimate < 0.01 * exact.gain)
        #expect(isNear(sampled.shares.reduce(0) { $0 + $1.value }, exact.gain))
        for (left, right) in zip(exact.shares, sampled.shares) {
            #expect(abs(left.value - right.value) <= bound)
            #expect(abs(left.value - right.value) <= estimate)
        }
    }
}
