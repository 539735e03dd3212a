import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A network that is cut in two` {
        /// `BUSNODE_PARTITION_SECONDS=30` is the full size: longer than a session outlives.
        private static let seconds = Faults.size("BUSNODE_PARTITION_SECONDS", 2)

        @Test(
            .enabled(
                if: NetworkNamespace.isAvailable,
                "needs root and iproute2, for a network of its own"),
            .timeLimit(.minutes(5)))
        func `loses nothing, and its sessions go on when it is whole`() async throws {
            try await NetworkNamespace.with { network in
                let bus = try await TestBus(
                    at: network.endpoint, feed: network.endpoint, launch: network.launch)
                var healed = Duration.zero
                let traffic = try await Traffic.on(bus) { traffic in
                    try await traffic.confirm(100)
                    try await network.setConnected(false)
                    try await Task.sleep(for: .seconds(Self.seconds))
                    try await network.setConnected(true)
                    let began = ContinuousClock.now
                    // More than was on its way.
                    try await traffic.confirm(500)
                    healed = ContinuousClock.now - began
                }
                #expect(try await bus.stop() == 0)
                #expect(try Traffic.isSound(bus.store))
                Faults.report(
                    "partition of \(Self.seconds) s, over \(healed) after it healed, "
                        + "\(traffic.confirmed) confirmed, 0 lost")
            }
        }
    }
}
