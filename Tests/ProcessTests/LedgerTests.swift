import BusNode
import Foundation
import ProcessSupport
import TestSupport
import Testing

/// The ledger as a program.
@Suite struct `A ledger` {
    @Test(.timeLimit(.minutes(1)))
    func `that is killed between a send and its confirmation confirms it afterwards`() async throws
    {
        let bus = try await TestBus()
        let first = try await Self.serve(bus)
        try await Node.with(bus.address, as: "payer") { node in
            _ = try await node.request(
                "subscriptions.create", of: "backbone",
                ["subscription": "watch", "topic": .string(TopicName.ledger.text)])
            let order: JSONValue = [
                "transfer": "t-1", "from": "alice", "to": "bob", "amount": 30,
            ]
            let sent = try await node.request("transfers.send", of: "ledger", order)
            #expect(sent["state"] == "pending")
            first.kill()
            #expect(try await first.status() == -SIGKILL)
            let second = try await Self.serve(bus)
            // Whoever did not hear the reply sends the order again.
            let again = try await node.request("transfers.send", of: "ledger", order)
            #expect(again["sent_at"] == sent["sent_at"])
            let message = try #require(
                try await node.pull(from: "watch", max: 1, within: .seconds(30)).first)
            #expect(message.message.attributes.dictionary["event"] == "transfer-confirmed")
            #expect(
                try await Self.run(bus, "accounts") == [
                    #"{"address":"alice","balance":70,"credit":100}"#,
                    #"{"address":"bob","balance":30,"credit":0}"#,
                ])
            second.terminate()
            #expect(try await second.status() == 0, "\(second.errors)")
        }
        #expect(try await bus.stop() == 0)
    }

    /// `BUSNODE_KILL_LEDGER=200` kills more often.
    private static let kills =
        ProcessInfo.processInfo.environment["BUSNODE_KILL_LEDGER"].flatMap(Int.init) ?? 8

    @Test(.timeLimit(.minutes(10)))
    func `that is killed again and again moves every amount once, and tells it once`() async throws
    {
        let bus = try await TestBus()
        var ledger = try await Self.serve(bus, "--confirm-after", "5ms", credit: 1_000_000)
        let payments = LedgerPayments(on: bus.address)
        try await Node.with(bus.address, as: "operator") { node in
            _ = try await node.request(
                "subscriptions.create", of: "backbone",
                ["subscription": "watch", "topic": .string(TopicName.ledger.text)])
            let count = Self.kills * 25
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await payments.send(count) }
                for kill in 1...Self.kills {
                    try await eventually("the transfers before kill \(kill)") {
                        payments.sent >= kill * 20 ? () : nil
                    }
                    ledger.kill()
                    try await ledger.end()
                    ledger = try await Self.serve(bus, "--confirm-after", "5ms", credit: 1_000_000)
                }
                try await group.waitForAll()
            }
            var told: [String: Int] = [:]
            try await eventually("an event for each of \(count) transfers: \(told.count)") {
                for message in try await node.pull(from: "watch", max: 100) {
                    told[message.message.attributes.dictionary["transfer"] ?? "", default: 0] += 1
                    try await message.acknowledge()
                }
                return told.count == count ? () : nil
            }
            #expect(told.values.allSatisfy { $0 == 1 })
            #expect(
                try await Self.run(bus, "accounts") == [
                    #"{"address":"alice","balance":\#(1_000_000 - count),"credit":1000000}"#,
                    #"{"address":"bob","balance":\#(count),"credit":0}"#,
                ])
        }
        ledger.terminate()
        #expect(try await ledger.status() == 0)
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `is looked after with the command`() async throws {
        let bus = try await TestBus()
        let ledger = try await Self.serve(bus, "--confirm-after", "10ms")
        func status(_ arguments: String...) async throws -> Int32 {
            try await Self.command(bus, arguments).status
        }
        #expect(try await status("credit", "carol", "7") == 0)
        #expect(try await status("credit", "carol", "8") == 65)
        #expect(try await status("accounts", "nobody") == 3)
        #expect(try await status("send", "alice", "bob", "1", "--id", "a", "--wait", "30s") == 0)
        #expect(try await status("faults", "--fail", "1") == 0)
        #expect(try await status("send", "alice", "bob", "1", "--id", "b", "--wait", "30s") == 7)
        #expect(try await status("faults", "--confirm-after", "1h") == 0)
        #expect(try await status("send", "alice", "bob", "1", "--id", "c", "--wait", "1ms") == 4)
        let table = try await Self.command(bus, ["transfers", "--address", "bob"]).output
        let lines = table.split(separator: "\n").map { $0.split(separator: " ").prefix(5) }
        #expect(
            lines.map { $0.joined(separator: " ") } == [
                "TRANSFER STATE FROM TO AMOUNT", "a confirmed alice bob 1",
                "b failed alice bob 1", "c pending alice bob 1",
            ])
        let shown = try await Self.command(bus, ["show", "c"]).output
        #expect(shown.contains("outputs     1 to bob"), "\(shown)")
        ledger.terminate()
        #expect(try await ledger.status() == 0)
        #expect(try await bus.stop() == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [[], ["--in-process"]])
    func `is part of a topology`(options: [String]) async throws {
        let topology = try TestTopology()
        try topology.write([
            ["name": "backbone", "role": "backbone"],
            [
                "name": "bank", "role": "ledger", "confirm_after_seconds": 0.01,
                "accounts": [["address": "a=b", "credit": 100]],
            ],
        ])
        let up = try Program(BuiltProgram.busnode, ["up", topology.path] + options)
        try await up.wrote(" are running at ")
        let send = try Program(
            BuiltProgram.busnode,
            [
                "--topology", topology.path, "ledger", "send", "a=b", "bob", "40", "--wait", "30s",
                "--json",
            ])
        #expect(try await send.status() == 0, "\(send.errors)")
        #expect(try JSONValue(parsing: send.output)["state"] == "confirmed")
        up.terminate()
        #expect(try await up.status() == 0, "\(up.errors)")
    }

    /// A ledger where alice begins with some money.
    private static func serve(
        _ bus: TestBus, _ options: String..., credit: Int = 100
    ) async throws -> Program {
        let ledger = try Program(
            BuiltProgram.busnode,
            [
                "ledger", "serve", "--store", bus.folder.file("ledger.sqlite"), "--account",
                "alice=\(credit)",
            ] + (options.isEmpty ? ["--confirm-after", "1s"] : options),
            environment: ["BUSNODE_BUS": bus.address.endpoint])
        try await ledger.wrote("ledger ready at ")
        return ledger
    }

    private static func command(
        _ bus: TestBus, _ arguments: [String]
    ) async throws -> (status: Int32, output: String) {
        let program = try Program(
            BuiltProgram.busnode, ["ledger"] + arguments,
            environment: ["BUSNODE_BUS": bus.address.endpoint])
        let status = try await program.status()
        return (status, program.output)
    }

    /// What a command lists as JSON, without the times.
    private static func run(_ bus: TestBus, _ name: String) async throws -> [String] {
        let output = try await command(bus, [name, "--json"]).output
        return try output.split(separator: "\n").map { line in
            var object = try JSONValue(parsing: String(line)).object ?? [:]
            object["opened_at"] = nil
            return JSONValue.object(object).text()
        }
    }
}
