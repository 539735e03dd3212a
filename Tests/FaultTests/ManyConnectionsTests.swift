import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone with few file descriptors` {
        private static let descriptors = 64
        private static let connections = 200
        /// How long a connection may take to be made: those that nobody accepts stay half open.
        private static let milliseconds = 10

        @Test(
            .enabled(if: Faults.has("prlimit"), "needs prlimit"), .timeLimit(.minutes(2)))
        func `serves those it has, and new ones when the others have gone`() async throws {
            let bus = try await TestBus(
                at: "tcp://127.0.0.1:*", feed: "tcp://127.0.0.1:*",
                launch: Launch(through: ["prlimit", "--nofile=\(Self.descriptors)"]))
            var made = 0
            let traffic = try await Traffic.on(bus) { traffic in
                try await traffic.confirm(50)
                var connections = (0..<Self.connections).compactMap { _ in
                    try? RawConnection(to: bus.address.endpoint, within: Self.milliseconds)
                }
                made = connections.count
                #expect(made > Self.descriptors)
                try await traffic.confirm(200)
                connections = []
                try await Node.with(bus.address, as: "newcomer", within: .seconds(30)) { node in
                    _ = try await node.request("topics.list", of: "backbone")
                }
            }
            #expect(bus.backbone.isRunning)
            #expect(try await bus.stop() == 0)
            Faults.report(
                "\(Self.connections) connections to \(Self.descriptors) descriptors, \(made) made, "
                    + "\(traffic.confirmed) confirmed, 0 lost")
        }
    }
}
