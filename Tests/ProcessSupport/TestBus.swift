package import BusNode
import Foundation
package import TestSupport

/// A bus of a test's own: its backbone is a process, and can be killed and started again.
package final class TestBus {
    /// What belongs to the bus.
    package let folder: TemporaryFolder
    /// Where nodes connect to.
    package private(set) var address: BusAddress
    /// The process; another one after a restart.
    package private(set) var backbone: Program
    /// Where the feed is.
    package let feed: String
    /// The file.
    package let store: String
    private var launch: Launch

    /// A bus whose backbone runs.
    ///
    /// - Parameters:
    ///   - endpoint: where; without it a file in the folder of the bus.
    ///   - store: the file; without it one in the folder of the bus.
    ///   - launch: how the backbone is started, then and after this.
    package init(
        at endpoint: String? = nil, feed: String? = nil, store: String? = nil,
        launch: Launch = Launch()
    ) async throws {
        folder = try TemporaryFolder()
        self.feed = feed ?? "ipc://\(folder.file("f"))"
        self.store = store ?? folder.file("backbone.sqlite")
        self.launch = launch
        address = BusAddress(endpoint ?? "ipc://\(folder.file("b"))")
        backbone = try Self.start(address, self.feed, store: self.store, launch)
        address = BusAddress(try await Self.ready(backbone))
    }

    /// Starts the backbone again, on the same file, where it was.
    ///
    /// - Parameter launch: how, from now on; without it as before.
    package func restart(_ launch: Launch? = nil) async throws {
        self.launch = launch ?? self.launch
        backbone = try Self.start(address, feed, store: store, self.launch)
        _ = try await Self.ready(backbone)
    }

    /// Starts the backbone again where it may refuse to.
    ///
    /// - Returns: whether it runs.
    package func restartIfItDoes() async throws -> Bool {
        backbone = try Self.start(address, feed, store: store, launch)
        do {
            _ = try await Self.ready(backbone)
            return true
        } catch {
            guard !backbone.isRunning else { throw error }
            return false
        }
    }

    /// Ends the backbone as a fault of the machine would.
    package func kill() async throws {
        backbone.kill()
        try await backbone.end()
    }

    /// Stops the backbone in good order, so that its file can be read.
    ///
    /// - Returns: its exit status.
    package func stop() async throws -> Int32 {
        backbone.terminate()
        return try await backbone.status()
    }

    /// Starts the service of the tests; `serving` waits until it has its questions.
    package func echo(
        _ revision: String, name: String = "echo", drainSeconds: Double = 10, concurrency: Int = 4
    ) throws -> Program {
        try Program(
            BuiltProgram.echo, [revision, "\(drainSeconds)", "\(concurrency)"],
            environment: [
                "BUSNODE_BUS": address.endpoint, "BUSNODE_REGISTER": "no", "BUSNODE_NODE": name,
            ])
    }

    /// Waits until the backbone says that nodes of these names serve something.
    package func serving(_ names: String..., by node: Node) async throws {
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
    package func command(_ arguments: String...) throws -> Program {
        try Program(
            BuiltProgram.busnode, arguments, environment: ["BUSNODE_BUS": address.endpoint])
    }

    private static func start(
        _ bus: BusAddress, _ feed: String, store: String, _ launch: Launch
    ) throws -> Program {
        try launch.start(
            BuiltProgram.busnode,
            ["backbone", "--bus", bus.endpoint, "--feed", feed, "--store", store])
    }

    private static func ready(_ backbone: Program) async throws -> String {
        try await eventually("the backbone, which wrote: \(backbone.errors)") {
            guard backbone.isRunning else {
                let status = try await backbone.status()
                throw NeverHappened(what: "the backbone, status \(status): \(backbone.errors)")
            }
            let mark = "backbone ready at "
            let line = backbone.errors.split(separator: "\n").first { $0.contains(mark) }
            guard let line, let range = line.range(of: mark) else { return nil }
            return String(line[range.upperBound...])
        }
    }
}
