import TestSupport
import Testing

@Suite struct `A simulated market and its ledger` {
    @Test(arguments: Seeds(usually: 60).batches)
    func `lose nothing and book nothing twice, whatever fails and stops`(
        _ seeds: ClosedRange<UInt64>
    ) {
        for seed in seeds {
            do {
                var trial = try RandomTrial(seed: seed)
                try trial.run()
            } catch {
                Issue.record(
                    "seed \(seed), \(error); BUSNODE_SEEDS=\(seed)...\(seed) tries it again")
            }
        }
    }

    @Test(arguments: [1, 2, 3])
    func `do the same again for the same seed`(_ seed: UInt64) throws {
        var (first, second) = (try RandomTrial(seed: seed), try RandomTrial(seed: seed))
        #expect(try first.run() == second.run())
    }
}
