import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone that is asked to stop while it commits` {
        /// `BUSNODE_TERMINATE_ROUNDS=50` is the full size.
        private static let rounds = Faults.size("BUSNODE_TERMINATE_ROUNDS", 4)
        /// How long it may take, with the file written back.
        private static let patience = Duration.seconds(5)

        @Test(.timeLimit(.minutes(10)))
        func `ends well and in time, and nothing is lost`() async throws {
            var random = SeededRandom(seed: UInt64(Faults.size("BUSNODE_SEED", 1)))
            let bus = try await TestBus()
            var longest = Duration.zero
            let traffic = try await Traffic.on(bus) { traffic in
                for _ in 0..<Self.rounds {
                    try await traffic.confirm(Int.random(in: 1...200, using: &random))
                    let began = ContinuousClock.now
                    #expect(try await bus.stop() == 0)
                    longest = max(longest, ContinuousClock.now - began)
                    try await bus.restart()
                }
            }
            #expect(longest < Self.patience)
            #expect(try await bus.stop() == 0)
            #expect(try Traffic.isSound(bus.store))
            Faults.report(
                "\(Self.rounds) times SIGTERM, at most \(longest), "
                    + "\(traffic.confirmed) confirmed, 0 lost")
        }
    }
}
