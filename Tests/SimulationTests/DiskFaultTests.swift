import Testing

@Suite struct `A failing disk` {
    /// Most operations of the disk that the short run may need.
    private static let limit = 5_000

    /// What goes wrong, and whether it also goes wrong with operations that change nothing.
    private static let cases: [(DiskFault.Kind, isOfChanges: Bool)] = [
        (.errorOnce, false), (.errors, true), (.full, true), (.powerLoss, true),
    ]

    @Test(arguments: cases)
    func `breaks no promise, at whichever operation it fails`(
        _ kind: DiskFault.Kind, isOfChanges: Bool
    ) throws {
        for operations in 0..<Self.limit {
            let fault = DiskFault(
                operationsLeft: operations, isOfChanges: isOfChanges, kind: kind)
            do {
                let result = try Simulation(SimulationPlan(fault: fault)).run()
                if result.failedOperations == 0 { return #expect(operations > 100) }
            } catch {
                Issue.record("\(kind) after \(operations) operations, \(error)")
            }
        }
        Issue.record("the run needs more than \(Self.limit) operations")
    }
}
