import TestSupport
import Foundation
import Synchronization

/// What the runs of all seeds come to, told from time to time when many were asked for.
enum Tally {
    private static let state = Mutex(State())

    private struct State {
        var seeds = 0
        var violations = 0
        var steps = 0
        var deaths = 0
        var powerLosses = 0
        var diskErrors = 0
        var toldAt = Date.now
    }

    /// How long nothing is told, in seconds.
    private static let silence = 10.0

    /// Counts a run; nil stands for one that broke a promise.
    static func count(_ result: SimulationResult?) {
        let line = state.withLock { state -> String? in
            state.seeds += 1
            if result == nil { state.violations += 1 }
            state.steps += result?.steps ?? 0
            state.deaths += result?.deaths ?? 0
            state.powerLosses += result?.powerLosses ?? 0
            state.diskErrors += result?.diskErrors ?? 0
            let isLast = state.seeds == SimulationSeeds.chosen.all.count
            guard isLast || -state.toldAt.timeIntervalSinceNow > silence else { return nil }
            state.toldAt = .now
            return """
                \(state.seeds) of \(SimulationSeeds.chosen.all.count) seeds, \(state.steps) steps, \
                \(state.deaths) deaths of the backbone (\(state.powerLosses) by loss of power, \
                \(state.diskErrors) after errors of the disk), \(state.violations) violations
                """
        }
        if let line, Seeds.areAskedFor { FileHandle.standardError.write(Data((line + "\n").utf8)) }
    }
}
