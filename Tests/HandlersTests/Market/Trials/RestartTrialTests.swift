import Testing

/// A market and a ledger that stop once, at any moment of a session.
@Suite struct `A restart` {
    @Test(arguments: [TrialFate.stopsBefore, .stopsAfter])
    func `in any turn neither loses nor doubles a booking`(_ fate: TrialFate) throws {
        let undisturbed = try RestartTrial(.none)
        let expected = try undisturbed.run()
        #expect(expected.contains { $0.hasPrefix("payment user:") })
        let turns = undisturbed.world.troubles.turns
        #expect(turns > 60)
        for turn in 1...turns {
            do {
                let trial = try RestartTrial(.one(turn: turn, fate))
                let outcome = try trial.run()
                #expect(trial.world.troubles.stops == 1)
                #expect(outcome == expected, "\(fate) in turn \(turn)")
            } catch {
                Issue.record("\(fate) in turn \(turn): \(error)")
            }
        }
    }
}
