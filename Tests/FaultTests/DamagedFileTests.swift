import BusNode
import Foundation
import ProcessSupport
import Synchronization
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone whose file is damaged` {
        /// `BUSNODE_FLIP_ROUNDS=200` is the full size.
        private static let rounds = Faults.size("BUSNODE_FLIP_ROUNDS", 12)

        @Test(.timeLimit(.minutes(20)))
        func `says so, or delivers what was published`() async throws {
            var random = SeededRandom(seed: UInt64(Faults.size("BUSNODE_SEED", 1)))
            let file = try await DamagedFile()
            var outcomes: [DamagedFile.Outcome: Int] = [:]
            for round in 0..<Self.rounds {
                let damage = DamagedFile.Damage.allCases[round % DamagedFile.Damage.allCases.count]
                let outcome = try await file.outcome(of: damage, using: &random)
                outcomes[outcome, default: 0] += 1
                switch outcome {
                case .refused, .stopped, .intact, .lastLost: break
                // A log that ends early is as a crash leaves it.
                case .tailLost where damage == .endOfLog: break
                case .crashed: Issue.record("\(damage): ended by a signal, round \(round)")
                case .tailLost, .holes, .wrong:
                    Issue.record("\(damage): \(outcome), round \(round)")
                }
            }
            let figures = outcomes.map { "\($0.value) \($0.key.rawValue)" }.sorted()
            Faults.report("\(Self.rounds) damaged files: \(figures.joined(separator: ", "))")
        }
    }
}
