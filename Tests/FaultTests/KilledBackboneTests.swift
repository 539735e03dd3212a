import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone that is killed` {
        /// `BUSNODE_KILL_ROUNDS=200` is the full size.
        private static let rounds = Faults.size("BUSNODE_KILL_ROUNDS", 5)

        @Test(.timeLimit(.minutes(20)))
        func `keeps every message that it confirmed, once`() async throws {
            var random = SeededRandom(seed: UInt64(Faults.size("BUSNODE_SEED", 1)))
            let bus = try await TestBus()
            let traffic = try await Traffic.on(bus) { traffic in
                for _ in 0..<Self.rounds {
                    try await traffic.confirm(1)
                    // Anywhere in the work: a moment that the seed chooses, of some turns' length.
                    try await Task.sleep(
                        for: .microseconds(Int.random(in: 0..<200_000, using: &random)))
                    try await bus.kill()
                    try await bus.restart()
                }
            }
            #expect(try await bus.stop() == 0)
            #expect(try Traffic.isSound(bus.store))
            Faults.report("\(Self.rounds) kills, \(traffic.confirmed) confirmed, 0 lost, 0 twice")
        }
    }
}
