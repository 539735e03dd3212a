import BusNode
import ProcessSupport
import TestSupport

/// A backbone, a ledger and a market, each a process; the last two are killed and started again.
final class TradingTown {
    /// What may be killed.
    enum Victim: String, CaseIterable {
        case market
        case ledger
    }

    let bus: TestBus
    private var programs: [Victim: Program] = [:]

    init() async throws {
        bus = try await TestBus()
        for victim in [Victim.ledger, .market] { try await start(victim) }
    }

    /// Ends a process as a fault of the machine would, and starts it again.
    func kill(_ victim: Victim) async throws {
        programs[victim]?.kill()
        try await programs[victim]?.end()
        try await start(victim)
    }

    /// Stops all of it; the exit statuses.
    func stop() async throws -> [Int32] {
        var statuses: [Int32] = []
        for victim in Victim.allCases {
            programs[victim]?.terminate()
            if let status = try await programs[victim]?.status() { statuses.append(status) }
        }
        return statuses + [try await bus.stop()]
    }

    private func start(_ victim: Victim) async throws {
        let program = try Program(
            BuiltProgram.busnode,
            [
                victim.rawValue, "serve", "--store", bus.folder.file("\(victim.rawValue).sqlite"),
                "--addresses", "text",
            ] + options(victim), environment: ["BUSNODE_BUS": bus.address.endpoint])
        try await program.wrote("\(victim.rawValue) ready at ")
        programs[victim] = program
    }

    private func options(_ victim: Victim) -> [String] {
        switch victim {
        case .market:
            [
                "--wallet", "bank", "--least-payout", "1", "--history-hours",
                "\(TradingSession.hours)",
                "--evaluation-hours", "48", "--horizon-hours", "2",
            ]
        case .ledger:
            ["--confirm-after", "100ms"]
                + TradingSession.users.flatMap { ["--account", "\($0)-purse=1000000000"] }
        }
    }
}
