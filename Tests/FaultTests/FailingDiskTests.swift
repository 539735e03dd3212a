import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone whose disk fails` {
        /// `BUSNODE_DISK_ROUNDS=50` is the full size.
        private static let rounds = Faults.size("BUSNODE_DISK_ROUNDS", 2)

        /// A call of the system, how often it fails, and with what.
        struct Fault: CustomTestStringConvertible, Sendable {
            let call: String
            let count: Int
            let error: Int32

            var testDescription: String {
                "\(call) fails \(count == 0 ? "for ever" : "\(count)×"): \(reason)"
            }
            var reason: String { String(cString: strerror(error)) }
        }

        static let faults = [
            Fault(call: "sync", count: 0, error: EIO), Fault(call: "sync", count: 1, error: EIO),
            Fault(call: "write", count: 0, error: EIO), Fault(call: "write", count: 1, error: EIO),
            Fault(call: "write", count: 0, error: ENOSPC),
        ]

        @Test(
            .enabled(if: Shim.compiler != nil, "needs cc or clang"), .timeLimit(.minutes(10)),
            arguments: faults)
        func `stops, says why, and has what it confirmed when it starts again`(
            fault: Fault
        ) async throws {
            #if os(Linux)
                var random = SeededRandom(seed: UInt64(Faults.size("BUSNODE_SEED", 1)))
                var confirmed = 0
                for _ in 0..<Self.rounds {
                    confirmed += try await fail(fault, from: Int.random(in: 1...40, using: &random))
                }
                Faults.report(
                    "\(Self.rounds) × \(fault.testDescription): \(confirmed) confirmed, 0 lost")
            #endif
        }

        private func fail(_ fault: Fault, from number: Int) async throws -> Int {
            let shim = try await Shim("disk")
            let bus = try await TestBus(
                launch: shim.launch([
                    "FAULT_CALL": fault.call, "FAULT_FROM": "\(number)",
                    "FAULT_COUNT": "\(fault.count)", "FAULT_ERRNO": "\(fault.error)",
                ]))
            let traffic = try await Traffic.on(bus) { traffic in
                try await traffic.confirm(50)
                try shim.arm()
                let status = try await bus.backbone.status()
                #expect(status > 0, "of \(fault.testDescription) from call \(number)")
                #expect(bus.backbone.errors.contains("the backbone stops: "))
                #expect(bus.backbone.errors.contains(bus.store), "\(bus.backbone.errors)")
                try await bus.restart(Launch())
                try await traffic.confirm(50)
            }
            #expect(try await bus.stop() == 0)
            #expect(try Traffic.isSound(bus.store))
            return traffic.confirmed
        }
    }
}
