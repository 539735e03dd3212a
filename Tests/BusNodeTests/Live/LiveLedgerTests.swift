import BusNode
import TestSupport
import Testing

/// A ledger on a real bus.
@Suite(.timeLimit(.minutes(1)))
struct LiveLedgerTests {
    @Test func `a transfer is confirmed by itself, and the topic tells it`() async throws {
        try await Self.withLedger { _, node in
            let sent = try await Self.send("t-1", 30, node)
            #expect(sent["state"] == "pending")
            let event = try await Self.event(node)
            #expect(event["event"] == "transfer-confirmed")
            #expect(event["transfer"] == "t-1")
            #expect(event["outputs"] == [["payee": "bob", "amount": 30]])
            #expect(try await Self.balance("alice", node) == 70)
            #expect(try await Self.balance("bob", node) == 30)
        }
    }

    @Test func `a transfer that failed is told, and the payer has the money`() async throws {
        try await Self.withLedger { _, node in
            _ = try await node.request("faults.set", of: "ledger", ["failing_transfers": 1])
            _ = try await Self.send("t-1", 30, node)
            #expect(try await Self.event(node)["event"] == "transfer-failed")
            #expect(try await Self.balance("alice", node) == 100)
        }
    }

    @Test func `a lost reply leaves its request carried out`() async throws {
        try await Self.withLedger { bus, node in
            _ = try await node.request("faults.set", of: "ledger", ["lost_replies": 1])
            let payer = try await Node.connect(to: bus, as: "payer")
            let asking = Task { try await Self.send("t-1", 30, payer) }
            while try await Self.balance("alice", node) != 70 { await Task.yield() }
            await payer.close()
            let error = await #expect(throws: NodeError.self) { try await asking.value }
            #expect(error?.code == .closed)
            #expect(try await Self.send("t-1", 30, node)["transfer"] == "t-1")
            #expect(try await Self.balance("alice", node) == 70)
        }
    }

    @Test func `a refusal says the rule that was broken`() async throws {
        try await Self.withLedger { _, node in
            let error = await #expect(throws: NodeError.self) {
                try await Self.send("t-1", 101, node)
            }
            #expect(error?.code == .conflict)
            #expect(error?.message == "alice has 100, and the transfer needs 101")
        }
    }

    @Test func `what was under way when the ledger stopped goes on when it starts`() async throws {
        let folder = try TemporaryFolder()
        let store = folder.file("ledger.sqlite")
        try await EmbeddedBus.with { bus in
            try await Node.with(bus, as: "operator") { node in
                var settings = Self.settings
                settings.confirmAfter = .seconds(3_600)
                let first = LedgerRole(on: bus, settings: settings)
                try await first.start(store: store, within: .seconds(5))
                try await Self.subscribe(node)
                _ = try await Self.send("slow", 1, node)
                _ = try await node.request(
                    "faults.set", of: "ledger", ["confirm_after_milliseconds": 300])
                _ = try await Self.send("t-1", 30, node)
                await first.stop()
                let second = LedgerRole(on: bus, settings: settings)
                try await second.start(store: store, within: .seconds(5))
                #expect(try await Self.event(node)["transfer"] == "t-1")
                #expect(try await Self.balance("bob", node) == 30)
                await second.stop()
            }
        }
    }

    @Test func `an account that was opened with other money keeps the ledger from starting`()
        async throws
    {
        let folder = try TemporaryFolder()
        let store = folder.file("ledger.sqlite")
        try await EmbeddedBus.with { bus in
            let first = LedgerRole(on: bus, settings: Self.settings)
            try await first.start(store: store, within: .seconds(5))
            await first.stop()
            var settings = Self.settings
            settings.accounts[0].credit = 99
            let error = await #expect(throws: NodeError.self) {
                try await LedgerNode.run(bus: bus, store: store, settings: settings, until: {})
            }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("alice was opened with 100, and not with 99") == true)
        }
    }

    private static var settings: LedgerNode.Settings {
        var settings = LedgerNode.Settings()
        settings.confirmAfter = .milliseconds(50)
        settings.accounts = [TopologyLedger.Account(address: "alice", credit: 100)]
        return settings
    }

    /// A ledger where alice has 100, and a node whose subscription `watch` hears of transfers.
    private static func withLedger(
        _ body: (BusAddress, Node) async throws -> Void
    ) async throws {
        try await EmbeddedBus.with { bus in
            let ledger = LedgerRole(on: bus, settings: settings)
            try await ledger.start(store: ":memory:", within: .seconds(5))
            try await Node.with(bus, as: "operator") { node in
                try await subscribe(node)
                try await body(bus, node)
            }
            await ledger.stop()
        }
    }

    private static func subscribe(_ node: Node) async throws {
        _ = try await node.request(
            "subscriptions.create", of: "backbone",
            ["subscription": "watch", "topic": .string(TopicName.ledger.text)])
    }

    /// The next event of the ledger.
    private static func event(_ node: Node) async throws -> JSONValue {
        let messages = try await node.pull(from: "watch", max: 1, within: .seconds(30))
        let message = try #require(messages.first)
        try await message.acknowledge()
        return try JSONValue(parsing: message.message.payload.bytes)
    }

    private static func send(_ id: String, _ amount: Int, _ node: Node) async throws -> JSONValue {
        try await node.request(
            "transfers.send", of: LedgerNode.address,
            [
                "transfer": .string(id), "from": "alice", "to": "bob",
                "amount": JSONValue(amount),
            ])
    }

    private static func balance(_ address: String, _ node: Node) async throws -> Int? {
        try await node.request("accounts.get", of: "ledger", ["address": .string(address)])[
            "balance"]?.integer
    }
}
