import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A subscriber that stands still` {
        /// `BUSNODE_STALL_SECONDS=30` is the full size.
        private static let seconds = Faults.size("BUSNODE_STALL_SECONDS", 2)
        /// The most memory that the backbone may have resident, in kB.
        private static let memoryLimit = 200_000
        /// What is left of the rate of the others, at least: the machine has other work too.
        private static let leastShare = 0.5

        @Test(.timeLimit(.minutes(5)))
        func `holds up neither the others nor the memory of the backbone`() async throws {
            #if os(Linux)
                let bus = try await TestBus()
                let peer = try await Peer(on: bus, "stalled")
                var rates: [Double] = []
                let traffic = try await Traffic.on(bus, payloadSize: 1_000) { traffic in
                    try await traffic.confirm(100)
                    rates.append(try await Self.rate(of: traffic))
                    peer.program.send(SIGSTOP)
                    rates.append(try await Self.rate(of: traffic))
                    peer.program.send(SIGCONT)
                }
                #expect(rates[1] > rates[0] * Self.leastShare, "\(rates) messages a second")
                let memory = try bus.backbone.peakMemory()
                #expect(memory < Self.memoryLimit, "\(memory) kB")
                try await eventually("what was confirmed, at the process that stood still") {
                    peer.has(traffic.messages.confirmed) ? () : nil
                }
                #expect(try await bus.stop() == 0)
                Faults.report(
                    "subscriber stalled for \(Self.seconds) s: \(rates.map { Int($0) }) messages/s "
                        + "before and meanwhile, backbone at most \(memory) kB, "
                        + "\(traffic.confirmed) confirmed, 0 lost")
            #endif
        }

        /// How many messages a second the other subscriber deals with.
        private static func rate(of traffic: Traffic) async throws -> Double {
            let before = traffic.delivered
            try await Task.sleep(for: .seconds(seconds))
            return Double(traffic.delivered - before) / Double(seconds)
        }
    }
}
