import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `Processes that the system stops` {
        /// `BUSNODE_STOP_SECONDS=30` is the full size: longer than a session outlives.
        private static let seconds = Faults.size("BUSNODE_STOP_SECONDS", 3)

        @Test(.timeLimit(.minutes(5)))
        func `go on where they were`() async throws {
            let bus = try await TestBus()
            let peer = try await Peer(on: bus, "stopped")
            let traffic = try await Traffic.on(bus) { traffic in
                try await traffic.confirm(100)
                bus.backbone.send(SIGSTOP)
                try await Task.sleep(for: .seconds(Self.seconds))
                bus.backbone.send(SIGCONT)
                try await traffic.confirm(100)
                peer.program.send(SIGSTOP)
                try await Task.sleep(for: .seconds(Self.seconds))
                try await traffic.confirm(1)
                peer.program.send(SIGCONT)
                try await traffic.confirm(100)
            }
            try await eventually("what was confirmed, at the process that was stopped") {
                peer.has(traffic.messages.confirmed) ? () : nil
            }
            #expect(try await bus.stop() == 0)
            Faults.report(
                "backbone and subscriber stopped for \(Self.seconds) s each, "
                    + "\(traffic.confirmed) confirmed, 0 lost")
        }
    }
}
