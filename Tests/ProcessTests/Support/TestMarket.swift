import BusNode
import Foundation
import ProcessSupport
import TestSupport

/// A bus with a ledger and a market whose sessions are run by hand; each of the three a process.
final class TestMarket {
    let bus: TestBus
    private let ledger: Program
    private let market: Program

    /// Measurements, hour by hour, in columns a to d.
    static let data = BuiltProgram.package + "/examples/Farm/power.csv"

    /// A market of which the wallet is `bank`, and a ledger with 100 million in `purse`.
    init() async throws {
        bus = try await TestBus()
        ledger = try bus.command(
            "ledger", "serve", "--account", "purse=100000000", "--confirm-after", "20ms")
        market = try bus.command("market", "serve", "--wallet", "bank", "--addresses", "text")
        try await ledger.wrote("ledger ready at ")
        try await market.wrote("market ready at ")
    }

    /// Stops all of it.
    func stop() async throws -> [Int32] {
        market.terminate()
        ledger.terminate()
        return [try await market.status(), try await ledger.status(), try await bus.stop()]
    }

    /// What `busnode market` writes.
    func say(_ words: String) async throws -> String {
        let (status, program) = try await run(words)
        guard status == 0 else { throw NeverHappened(what: "\(words): \(program.errors)") }
        return program.output
    }

    /// What `busnode market … --json` writes, line by line.
    func json(_ words: String) async throws -> [JSONValue] {
        try await say(words + " --json").split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
    }

    /// How `busnode market` ends, and with which words.
    func refusal(_ words: String) async throws -> (status: Int32, reason: String) {
        let (status, program) = try await run(words)
        return (status, program.errors)
    }

    private func run(_ words: String) async throws -> (Int32, Program) {
        let program = try Program(
            BuiltProgram.busnode, ["market"] + words.split(separator: " ").map(String.init),
            environment: ["BUSNODE_BUS": bus.address.endpoint])
        return (try await program.status(), program)
    }
}
