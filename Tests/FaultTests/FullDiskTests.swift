import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone whose disk is full` {
        private static let megabytes = 8
        /// Room for what is published until the test has seen enough.
        private static let megabytesAfterwards = 1_000

        @Test(
            .enabled(
                if: Faults.isRoot && Faults.has("mount"), "needs root, to mount a file system"),
            .timeLimit(.minutes(2)))
        func `refuses or stops, and has what it confirmed when there is room`() async throws {
            try await SmallDisk.with(megabytes: Self.megabytes) { disk in
                let bus = try await TestBus(store: disk.folder.file("backbone.sqlite"))
                var outcome = "refused with limit-reached"
                let traffic = try await Traffic.on(bus, payloadSize: 4_000) { traffic in
                    try await eventually("a full disk") {
                        traffic.refused > 0 || !bus.backbone.isRunning ? () : nil
                    }
                    if traffic.refused == 0 {
                        outcome = "stopped"
                        #expect(try await bus.backbone.status() > 0)
                        #expect(bus.backbone.errors.contains("full"), "\(bus.backbone.errors)")
                    }
                    try await disk.grow(toMegabytes: Self.megabytesAfterwards)
                    if !bus.backbone.isRunning { try await bus.restart() }
                    try await traffic.confirm(100)
                }
                #expect(try await bus.stop() == 0)
                #expect(try Traffic.isSound(bus.store))
                Faults.report(
                    "disk of \(Self.megabytes) MB full: \(outcome), "
                        + "\(traffic.confirmed) confirmed, 0 lost")
            }
        }
    }
}
