import BusNode
import ProcessSupport
import TestSupport
import Testing

/// The market as a program.
@Suite struct `A market node` {
    @Test(.timeLimit(.minutes(1)), arguments: [[], ["--in-process"]])
    func `is part of a topology, with its schedule and parameters`(options: [String]) async throws {
        let topology = try TestTopology()
        try topology.write([
            ["name": "backbone", "role": "backbone"],
            ["name": "ledger", "role": "ledger"],
            [
                "name": "trade", "role": "market", "wallet": "w", "addresses": "text",
                "operator": "boss", "schedule": "daily 10:00 Europe/Brussels", "mode": "legacy",
                "least_payment": 7, "confirm_within_seconds": 1.5,
                "parameters": ["horizon_hours": 48, "quantiles": true],
            ],
        ])
        let up = try Program(BuiltProgram.busnode, ["up", topology.path] + options)
        try await up.wrote(" are running at ")
        let command = try Program(
            BuiltProgram.busnode,
            ["--topology", topology.path, "market", "session", "--user", "boss", "--json"])
        #expect(try await command.status() == 0, "\(command.errors)")
        let session = try JSONValue(parsing: command.output)
        #expect(session["state"] == "open")
        #expect(session["mode"] == "legacy")
        #expect(session["parameters"]?["horizon_hours"] == 48)
        #expect(session["parameters"]?["quantiles"] == true)
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `is run by a command, remembers, and stops when it is asked to`() async throws {
        let bus = try await TestBus()
        for number in 1...2 {
            let market = try Self.serve(
                bus, "--schedule", "every 60m", "--fee-percent", "2.5", "--parameter",
                "price_count=3", "--least-payment", "9")
            try await market.wrote("market ready at ")
            try await Node.with(bus.address, as: "asker") { node in
                let operation = node.market(as: "operator")
                let session = try await operation.session()
                #expect(session.number == 1)
                #expect(session.parameters?["fee_per_million"] == 25_000)
                #expect(session.parameters?["price_count"] == 3)
                if number == 1 { try await node.market(as: "ann").join() }
                #expect(try await operation.users().map(\.id) == ["ann", "operator"])
            }
            market.terminate()
            #expect(try await market.status() == 0, "\(market.errors)")
        }
        #expect(try await bus.stop() == 0)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            (["--schedule", "hourly"], "is not a schedule"),
            (["--schedule", "daily 10:00 Nowhere/City"], "there is no time zone Nowhere/City"),
            (["--fee-percent", "101"], "is not a number from 0 to 100"),
            (["--parameter", "horizon=1"], "horizon is not known here"),
            (["--evaluation-hours", "20", "--history-hours", "10"], "evaluationHours is 20"),
            (["--addresses", "iota"], "the market's wallet "),
        ])
    func `says what no market can have`(options: [String], reason: String) async throws {
        let bus = try await TestBus()
        let market = try Self.serve(bus, options: options)
        #expect(try await market.status() != 0)
        #expect(market.errors.contains(reason), "\(market.errors)")
        #expect(try await bus.stop() == 0)
    }

    private static func serve(_ bus: TestBus, _ options: String...) throws -> Program {
        try serve(bus, options: options)
    }

    private static func serve(_ bus: TestBus, options: [String]) throws -> Program {
        let addresses = options.contains("--addresses") ? [] : ["--addresses", "text"]
        return try Program(
            BuiltProgram.busnode,
            [
                "market", "serve", "--store", bus.folder.file("market.sqlite"), "--wallet", "w",
            ] + addresses + options,
            environment: ["BUSNODE_BUS": bus.address.endpoint])
    }
}
