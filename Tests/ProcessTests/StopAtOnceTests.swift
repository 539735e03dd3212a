import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// Processes are asked to stop in the moment in which they say that they are ready.
@Suite struct `Processes that are stopped as soon as they are ready` {
    /// `BUSNODE_STOP_ROUNDS=200` is the full size.
    private static let rounds =
        Int(ProcessInfo.processInfo.environment["BUSNODE_STOP_ROUNDS"] ?? "") ?? 5

    @Test(.timeLimit(.minutes(10)))
    func `end well: a backbone`() async throws {
        let folder = try TemporaryFolder()
        for _ in 0..<Self.rounds {
            let backbone = try Program(
                BuiltProgram.busnode,
                [
                    "backbone", "--bus", "ipc://\(folder.file("b"))", "--feed",
                    "ipc://\(folder.file("f"))", "--store", folder.file("backbone.sqlite"),
                ])
            try await end(backbone, at: "backbone ready at ")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `end well: a registry and a service`() async throws {
        let bus = try await TestBus()
        for _ in 0..<Self.rounds {
            let registry = try bus.command("registry")
            try await end(registry, at: "registry ready at ")
            let service = try bus.command("serve", "test/cat:1.0.0", "--", "cat")
            try await end(service, at: "serving test/cat:1.0.0 at ")
        }
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(10)))
    func `end well: a topology`() async throws {
        let topology = try TestTopology()
        for _ in 0..<Self.rounds {
            let up = try Program(BuiltProgram.busnode, ["up", topology.path])
            try await end(up, at: " are running at ")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `end well: a topology in one process`() async throws {
        let topology = try TestTopology()
        try topology.write([
            ["name": "backbone", "role": "backbone"], ["name": "registry", "role": "registry"],
        ])
        for _ in 0..<Self.rounds {
            let up = try Program(BuiltProgram.busnode, ["up", topology.path, "--in-process"])
            try await end(up, at: " are running at ")
        }
    }

    /// Looks without a pause, so that as little as can be lies between the line and the signal.
    private func end(_ program: Program, at mark: String) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !program.errors.contains(mark) {
            guard program.isRunning, ContinuousClock.now < deadline else {
                throw NeverHappened(what: "\(mark), and instead came: \(program.errors)")
            }
            await Task.yield()
        }
        program.terminate()
        let status = try await program.status()
        #expect(status == 0, "\(program.errors)")
    }
}
