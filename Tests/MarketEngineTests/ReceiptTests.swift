import MarketEngine
import Testing
import Topics

@Suite struct `A receipt` {
    @Test(arguments: MarketMode.allCases, 0..<2 as Range<UInt64>)
    func `comes back from JSON and brings the same to the last digit`(
        mode: MarketMode, seed: UInt64
    ) throws {
        var sample = MarketSample(seed: seed)
        let input = sample.session()
        for outcome in try SessionRun.compute(input, mode: mode).outcomes {
            let receipt = BidReceipt(outcome, of: input, mode: mode)
            let text = try JSONValue(encoding: receipt).text()
            let read: BidReceipt = try JSONValue(parsing: text).decode()
            #expect(read == receipt)
            #expect(try read.isReproducible())
        }
    }

    @Test func `does not hold when a figure was changed`() throws {
        var sample = MarketSample(seed: 4)
        let input = sample.plainSession(gain: .meanAbsoluteError)
        var outcome = try SessionRun.compute(input).outcomes[0]
        outcome.payment += 1
        #expect(try !BidReceipt(outcome, of: input, mode: .sound).isReproducible())
    }

    @Test func `of a trial is that of the bid in the session`() throws {
        var sample = MarketSample(seed: 5)
        let input = sample.session()
        for outcome in try SessionRun.compute(input).outcomes {
            #expect(try SessionRun.trial(of: outcome.bid, in: input) == outcome)
        }
    }
}
