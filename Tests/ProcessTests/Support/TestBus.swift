import BusNode
import Foundation
import TestSupport

/// A bus of a test's own: its backbone is a process, and can be killed and started again.
final class TestBus {
    let folder: TemporaryFolder
    private(set) var address: BusAddress
    private(set) var backbone: Program
    /// Where the feed is; nil when the backbone chose a port for it.
    let feed: String

    /// A bus whose backbone runs.
    ///
    /// - Parameter endpoint: where; without it a file in the folder of the bus.
    init(at endpoint: String? = nil, feed: String? = nil) async throws {
        folder = try TemporaryFolder()
        self.feed = feed ?? "ipc://\(folder.file("f"))"
        address = BusAddress(endpoint ?? "ipc://\(folder.file("b"))")
        backbone = try Self.start(address, self.feed, store: folder.file("backbone.sqlite"))
        address = BusAddress(try await Self.ready(backbone))
    }

    var store: String { folder.file("backbone.sqlite") }

    /// Starts the backbone again, on the same file, where it was.
    func restart() async throws {
        backbone = try Self.start(address, feed, store: store)
        _ = try await Self.ready(backbone)
    }

    /// Stops the backbone in good order, so that its file can be read.
    ///
    /// - Returns: its exit status.
    func stop() async throws -> Int32 {
        backbone.terminate()
        return try await backbone.status()
    }

    /// Starts the service of the tests; `serving` waits until it has its questions.
    func echo(
        _ revision: String, name: String = "echo", drainSeconds: Double = 10, concurrency: Int = 4
    ) throws -> Program {
        try Program(
            BuiltProgram.echo, [revision, "\(drainSeconds)", "\(concurrency)"],
            environment: [
                "BUSNODE_BUS": address.endpoint, "BUSNODE_REGISTER": "no", "BUSNODE_NODE": name,
            ])
    }

    /// Waits until the backbone says that nodes of these names serve something.
    func serving(_ names: String..., by node: Node) async throws {
        try await eventually("\(names) serve") {
            let reply = try await node.request("nodes.list", of: "backbone")
            let serving = (reply["nodes"]?.array ?? []).filter {
                $0["serves"]?.array?.isEmpty == false && $0["connected"]?.bool == true
            }
            let found = Set(serving.compactMap { $0["node"]?.string })
            return found.isSuperset(of: names) ? () : nil
        }
    }

    /// Runs a command of busnode on this bus.
    func command(_ arguments: String...) throws -> Program {
        try Program(
            BuiltProgram.busnode, arguments, environment: ["BUSNODE_BUS": address.endpoint])
    }

    private static func start(
        _ bus: BusAddress, _ feed: String, store: String
    ) throws -> Program {
        try Program(
            BuiltProgram.busnode,
            ["backbone", "--bus", bus.endpoint, "--feed", feed, "--store", store])
    }

    private static func ready(_ backbone: Program) async throws -> String {
        try await eventually("the backbone, which wrote: \(backbone.errors)") {
            guard backbone.isRunning else { throw NeverHappened(what: backbone.errors) }
            let mark = "backbone ready at "
            let line = backbone.errors.split(separator: "\n").first { $0.contains(mark) }
            guard let line, let range = line.range(of: mark) else { return nil }
            return String(line[range.upperBound...])
        }
    }
}
