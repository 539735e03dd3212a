import Store
import TestSupport
import Testing

@Suite struct `A failing disk` {
    /// Most operations of the disk that the short run may need.
    private static let limit = 5_000

    /// What goes wrong, and whether it also goes wrong with operations that change nothing.
    private static let cases: [(DiskFault.Kind, isOfChanges: Bool)] = [
        (.errorOnce, false), (.errors, true), (.full, true), (.powerLoss, true),
    ]

    @Test(arguments: [DiskFault.Kind.errorOnce, .errors, .full])
    func `is told of by opening a file, or the file is as it should be`(
        _ kind: DiskFault.Kind
    ) throws {
        for operations in 0..<Self.limit {
            let disk = SimulatedDisk(SeededRandom(seed: UInt64(operations)))
            disk.prepare(DiskFault(operationsLeft: operations, kind: kind))
            guard let file = try? disk.open("test.sqlite") else { continue }
            let mode = try file.prepare("PRAGMA journal_mode").firstRow { $0.text(at: 0) }
            #expect(mode == "wal", "\(kind) after \(operations) operations")
            if !disk.hasFailed { return }
        }
        Issue.record("opening a file needs more than \(Self.limit) operations")
    }

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
