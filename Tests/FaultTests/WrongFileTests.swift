import BusNode
import Foundation
import ProcessSupport
import Store
import TestSupport
import Testing

extension Faults {
    @Suite struct `A backbone that is given a file which is not for it` {
        @Test(.timeLimit(.minutes(1)))
        func `refuses one that another backbone has, which goes on`() async throws {
            let bus = try await TestBus()
            let traffic = try await Traffic.on(bus) { traffic in
                try await traffic.confirm(50)
                let second = try Program(
                    BuiltProgram.busnode,
                    [
                        "backbone", "--bus", "ipc://\(bus.folder.file("b2"))", "--feed",
                        "ipc://\(bus.folder.file("f2"))", "--store", bus.store,
                    ])
                #expect(try await second.status() > 0)
                #expect(second.errors.contains(bus.store), "\(second.errors)")
                try await traffic.confirm(50)
                #expect(bus.backbone.isRunning)
            }
            #expect(try await bus.stop() == 0)
            #expect(try Traffic.isSound(bus.store))
            Faults.report(
                "second backbone on a file refused, \(traffic.confirmed) confirmed, 0 lost")
        }

        @Test(.timeLimit(.minutes(1)))
        func `refuses one that a newer program has written, and leaves it as it is`() async throws {
            let bus = try await TestBus()
            let traffic = try await Traffic.on(bus) { try await $0.confirm(50) }
            #expect(try await bus.stop() == 0)
            let file = try Connection(path: bus.store)
            try file.execute(
                """
                INSERT INTO busnode_migration (subject, number, name)
                SELECT subject, max(number) + 1, 'of a later year' FROM busnode_migration
                GROUP BY subject
                """)
            try file.close()
            let before = try bus.folder.bytes(of: "backbone.sqlite")
            #expect(try await bus.restartIfItDoes() == false)
            #expect(try await bus.backbone.status() > 0)
            #expect(bus.backbone.errors.contains("newer BusNode"), "\(bus.backbone.errors)")
            #expect(try bus.folder.bytes(of: "backbone.sqlite") == before)
            Faults.report(
                "file of a newer program with \(traffic.confirmed) messages refused, "
                    + "its \(before.count) bytes unchanged")
        }
    }
}
