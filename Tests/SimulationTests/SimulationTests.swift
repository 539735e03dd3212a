import TestSupport
import Testing

@Suite struct `The simulated bus` {
    @Test(arguments: SimulationSeeds.chosen.batches)
    func `keeps its promises whatever breaks`(_ seeds: ClosedRange<UInt64>) {
        for seed in seeds {
            do {
                Tally.count(try Simulation(SimulationPlan(seed: seed)).run())
            } catch {
                Tally.count(nil)
                Issue.record(
                    "seed \(seed), \(error); BUSNODE_SEEDS=\(seed)...\(seed) tries it again")
            }
        }
    }

    @Test(arguments: SimulationSeeds.remembered)
    func `keeps its promises where it once did not`(_ seed: UInt64, finding: String) throws {
        try Simulation(SimulationPlan(seed: seed)).run()
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func `does the same again for the same seed`(_ seed: UInt64) throws {
        let first = try Simulation(SimulationPlan(seed: seed)).run()
        #expect(try Simulation(SimulationPlan(seed: seed)).run() == first)
    }
}
