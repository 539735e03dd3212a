import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// The node in Python, written from the protocol document alone, on a bus of processes.
@Suite struct `A node in Python` {
    @Test(.timeLimit(.minutes(1)))
    func `reads and writes the frames of the document`() async throws {
        let vectors = "\(BuiltProgram.package)/Tests/TopicsTests/Fixtures/wire-vectors.json"
        try await expectOK(try python("vectors", vectors))
    }

    @Test(.timeLimit(.minutes(2)))
    func `gets along with a backbone`() async throws {
        let bus = try await TestBus(at: "tcp://127.0.0.1:*", feed: "tcp://127.0.0.1:*")
        try await expectOK(try python("--bus", bus.address.endpoint, "all"))
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `asks a service in Swift`() async throws {
        let bus = try await TestBus()
        let service = try bus.echo("test/echo:1.0.0")
        let parent = try python(
            "--bus", bus.address.endpoint, "--recipient", "test/echo:1.0.0", "--values",
            #"{"x": [1, 2.5, "ü"]}"#, "--expect", #"{"x": [1, 2.5, "ü"]}"#, "ask-service")
        try await expectOK(parent)
        #expect(parent.output.contains("monitor_message,result"), "\(parent.output)")
        #expect(service.isRunning)
    }

    @Test(.timeLimit(.minutes(1)))
    func `answers a parent in Swift`() async throws {
        let bus = try await TestBus()
        let child = try python(
            "--bus", bus.address.endpoint, "--revision", "test/python:1.0.0", "--count", "20",
            "answer")
        try await Node.with(bus.address, as: "parent") { node in
            var options = Child.Options()
            options.waitsForService = true
            let answers = try await node.child("test/python:1.0.0").answers(
                to: Array(0..<20), as: [String: Int].self, parallel: 4, options)
            #expect(try answers.map { try $0.get() } == (0..<20).map { ["echo": $0] })
        }
        try await expectOK(child)
    }

    @Test(.timeLimit(.minutes(1)))
    func `registers a revision, and finds what was registered`() async throws {
        let bus = try await TestBus()
        let registry = try bus.command("registry")
        try await registry.wrote("registry ready at ")
        for tag in ["1.0.0", "1.1.0"] {
            try await expectOK(
                try python(
                    "--bus", bus.address.endpoint, "--revision", "test/square:\(tag)", "register"))
        }
        try await expectOK(
            try python(
                "--bus", bus.address.endpoint, "--revision", "test/square", "--expect",
                #""1.1.0""#, "resolve"))
        try await expectOK(
            try python("--bus", bus.address.endpoint, "--revision", "test/shares", "policies"))
        let found = try bus.command("resolve", "test/square")
        #expect(try await found.status() == 0)
        #expect(found.output == "test/square:1.1.0\n")
        registry.terminate()
        #expect(try await registry.status() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `goes on where it was when the backbone is killed and starts again`() async throws {
        let bus = try await TestBus()
        let program = try python("--bus", bus.address.endpoint, "restart")
        let address = bus.address
        try await Node.with(address, as: "observer") { node in
            try await eventually("a parent that follows its question; \(program.errors)") {
                let reply = try await node.request("nodes.list", of: "backbone")
                let isFollowing = reply["nodes"]?.array?.contains {
                    $0["node"]?.string == "restart-parent" && ($0["follows"]?.integer ?? 0) > 0
                }
                return isFollowing == true ? () : nil
            }
        }
        bus.backbone.kill()
        try await bus.backbone.end()
        try await bus.restart()
        try await expectOK(program)
    }

    private func python(_ arguments: String...) throws -> Program {
        try PythonNode.start(arguments)
    }

    private func expectOK(_ program: Program) async throws {
        let status = try await program.status()
        let advice =
            program.errors.contains("No module named 'zmq'")
            ? "; scripts/setup --tests makes the Python environment" : ""
        #expect(status == 0, "\(program.output)\(program.errors)\(advice)")
    }
}
