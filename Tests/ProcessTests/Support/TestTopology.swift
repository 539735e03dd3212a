import BusNode
import Foundation
import ProcessSupport
import TestSupport

/// A topology of a test's own: backbone, registry and two instances of the service of the tests.
struct TestTopology {
    let folder: TemporaryFolder
    let address: BusAddress
    /// The file.
    let path: String
    static let revision = "test/echo:1.0.0"

    init() throws {
        folder = try TemporaryFolder()
        address = BusAddress("ipc://\(folder.file("b"))")
        path = folder.file("topology.json")
        let nodes: JSONValue = [
            ["name": "backbone", "role": "backbone"],
            ["name": "registry", "role": "registry"],
            [
                "name": "echo", "role": "service", "revision": .string(Self.revision),
                "run": [.string(BuiltProgram.echo)], "instances": 2, "default": true,
            ],
        ]
        try write(nodes)
    }

    /// Writes the file with these nodes.
    func write(_ nodes: JSONValue) throws {
        let file: JSONValue = [
            "name": "test", "bus": .string(address.endpoint),
            "feed": .string("ipc://\(folder.file("f"))"), "data": "data", "nodes": nodes,
        ]
        try folder.write(Array(file.bytes()), to: "topology.json")
    }

    /// Starts it and waits until all of it runs.
    func up(_ arguments: String...) async throws -> Program {
        let program = try Program(BuiltProgram.busnode, ["up", path] + arguments)
        try await program.wrote(" are running at ")
        return program
    }

    /// The processes whose parent is this one, and the arguments of each.
    static func children(of process: Int32) async throws -> [Int32: String] {
        let list = try Program("/usr/bin/env", ["ps", "-A", "-o", "pid=,ppid=,stat=,args="])
        guard try await list.status() == 0 else { throw NeverHappened(what: "ps") }
        var children: [Int32: String] = [:]
        for line in list.output.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
            guard words.count == 4, Int32(words[1]) == process, let id = Int32(words[0]),
                !words[2].hasPrefix("Z")
            else { continue }
            children[id] = String(words[3])
        }
        return children
    }

    /// Whether a process runs; one that ended and that nobody has waited for does not.
    static func isRunning(_ process: Int32) async throws -> Bool {
        let list = try Program("/usr/bin/env", ["ps", "-o", "stat=", "-p", "\(process)"])
        _ = try await list.status()
        return !list.output.isEmpty && !list.output.hasPrefix("Z")
    }
}
