import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// `busnode up` runs a whole topology.
@Suite struct `A topology that is up` {
    @Test(.timeLimit(.minutes(1)))
    func `stops in the opposite order, and leaves no process`() async throws {
        let topology = try TestTopology()
        let up = try await topology.up("--json")
        let children = try await TestTopology.children(of: up.id)
        #expect(children.count == 4, "\(children)")
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
        for child in children.keys { #expect(try await !TestTopology.isRunning(child)) }
        let stopped = try up.output.split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }.filter { $0["state"]?.string == "stopped" }.compactMap { $0["node"]?.string }
        #expect(stopped.count == 4)
        #expect(Set(stopped.prefix(2)) == ["echo#1", "echo#2"])
        #expect(Array(stopped.suffix(2)) == ["registry", "backbone"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `runs whatever its nodes are called`() async throws {
        let topology = try TestTopology()
        try topology.write([
            ["name": "middle", "role": "backbone"], ["name": "names", "role": "registry"],
        ])
        let up = try await topology.up()
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `starts a node again that was killed`() async throws {
        let topology = try TestTopology()
        let up = try await topology.up()
        for mark in ["EchoService", " backbone "] {
            let before = try await TestTopology.children(of: up.id)
            let victim = try #require(before.first { $0.value.contains(mark) }?.key)
            #expect(kill(victim, SIGKILL) == 0)
            try await eventually("another \(mark) than \(victim)") {
                let now = try await TestTopology.children(of: up.id)
                return now.count == before.count && now[victim] == nil ? () : nil
            }
        }
        #expect(up.output.contains("starts again in"), "\(up.output)")
        try await Node.with(topology.address, as: "observer", within: .seconds(30)) { node in
            try await eventually("all nodes on the new backbone") {
                let reply = try await node.request("nodes.list", of: "backbone")
                let found = (reply["nodes"]?.array ?? []).filter(isAtWork).compactMap {
                    $0["node"]?.string
                }
                return Set(found).isSuperset(of: ["registry", "echo#1", "echo#2"]) ? () : nil
            }
        }
        let ask = try Program(
            BuiltProgram.busnode,
            ["--bus", topology.address.endpoint, "ask", "test/echo", #"{"again": true}"#])
        #expect(try await ask.status() == 0, "\(ask.errors)")
        #expect(ask.output == #"{"again":true}"# + "\n")
        up.terminate()
        #expect(try await up.status() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `has no process that outlives it`() async throws {
        let topology = try TestTopology()
        let up = try await topology.up()
        let children = try await TestTopology.children(of: up.id)
        up.kill()
        try await up.end()
        for child in children {
            try await eventually("the end of \(child)") {
                try await TestTopology.isRunning(child.key) ? nil : ()
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `runs in one process`() async throws {
        let topology = try TestTopology()
        try topology.write([
            ["name": "backbone", "role": "backbone"],
            ["name": "registry", "role": "registry"],
            [
                "name": "shout", "role": "service", "revision": "test/shout:1.0.0",
                "serve": [
                    "/bin/sh", "-c", #"read q; echo '{"kind":"result","output_values":"HI"}'"#,
                ], "default": true,
            ],
        ])
        let up = try await topology.up("--in-process")
        let ask = try Program(
            BuiltProgram.busnode,
            ["--bus", topology.address.endpoint, "ask", "test/shout", #""hi""#])
        #expect(try await ask.status() == 0, "\(ask.errors)\(up.errors)")
        #expect(ask.output == "\"HI\"\n")
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
        #expect(try await TestTopology.children(of: up.id).isEmpty)
    }

    /// Whether a node, as the backbone lists it, has told what it is there for.
    private func isAtWork(_ node: JSONValue) -> Bool {
        let tasks = (node["serves"]?.array ?? []) + (node["offers"]?.array ?? [])
        return node["connected"]?.bool == true && !tasks.isEmpty
    }
}
