import BusNode
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1)))
struct MarketRoleTests {
    @Test func `a market answers, and remembers after it was started again`() async throws {
        try await LiveMarket.with { market in
            try await market.running {
                try await market.ask("users.create", ["id": "ann"])
                try await market.ask("wallets.set", ["user": "ann", "address": "wallet-of-ann"])
            }
            let gone = await #expect(throws: NodeError.self) {
                try await market.ask("users.get", ["user": "ann"])
            }
            #expect(gone?.code == .nobodyServes)
            try await market.running {
                let wallet = try await market.ask("wallets.get", ["user": "ann"])
                #expect(wallet["address"] == "wallet-of-ann")
            }
        }
    }

    @Test func `what is refused says which rule was broken, and changes nothing`() async throws {
        try await LiveMarket.with { market in
            try await market.running {
                let refused = await #expect(throws: NodeError.self) {
                    try await market.ask("users.create", ["id": "No Name"])
                }
                #expect(refused?.code == .init(.malformed))
                let users = try await market.ask("users.list", ["user": "operator"])
                #expect(users["users"]?.array?.count == 1)
            }
        }
    }

    @Test func `many who ask at the same time are all answered`() async throws {
        try await LiveMarket.with { market in
            try await market.running {
                try await withThrowingTaskGroup(of: JSONValue.self) { group in
                    for number in 0..<600 {
                        group.addTask {
                            try await market.ask("users.create", ["id": .string("u\(number)")])
                        }
                    }
                    for try await user in group { #expect(user["operator"] == false) }
                }
                let users = try await market.ask(
                    "users.list", ["user": "operator", "limit": 1_000])
                #expect(users["users"]?.array?.count == 601)
            }
        }
    }

    @Test func `a market does not start on a file that is none of a market`() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("no database at all, but long enough to look at".utf8), to: "market")
        try await EmbeddedBus.with { bus in
            let error = await #expect(throws: NodeError.self) {
                try await MarketNode.run(
                    bus: bus, store: folder.file("market"), settings: MarketNode.Settings(.ofTests),
                    until: {})
            }
            #expect(error?.code == .failed)
        }
    }

    @Test func `events are there once after market and backbone were started again`()
        async throws
    {
        let folder = try TemporaryFolder()
        let endpoint = "ipc://" + folder.file("bus")
        try await LiveBus.with(at: endpoint, store: folder.file("backbone.sqlite")) { bus in
            let market = MarketRole(on: bus, settings: MarketNode.Settings(.ofTests))
            try await market.start(store: folder.file("market.sqlite"), within: .seconds(5))
            try await Node.with(bus, as: "asker") { node in
                _ = try await node.request(
                    "subscriptions.create", of: "backbone",
                    ["subscription": "watch", "topic": .string(TopicName.market.text)])
                try await node.market(as: "operator").stage()
            }
            await market.stop()
        }
        try await LiveBus.with(at: endpoint, store: folder.file("backbone.sqlite")) { bus in
            let market = MarketRole(on: bus, settings: MarketNode.Settings(.ofTests))
            try await market.start(store: folder.file("market.sqlite"), within: .seconds(5))
            try await Node.with(bus, as: "asker") { node in
                try await node.market(as: "operator").open(1)
                var kinds: [String] = []
                while kinds.last != "session-opened" {
                    for pulled in try await node.pull(from: "watch", max: 10, within: .seconds(30))
                    {
                        kinds.append(try #require(Market.Event(pulled.message)).kind)
                        try await pulled.acknowledge()
                    }
                }
                #expect(kinds == ["session-staged", "session-opened"])
            }
            await market.stop()
        }
    }

    @Test func `a market without a backbone does not start`() async throws {
        let market = MarketRole(
            on: BusAddress("inproc://nobody-\(UInt64.random(in: .min ... .max))"),
            settings: MarketNode.Settings(.ofTests))
        let error = await #expect(throws: NodeError.self) {
            try await market.start(store: ":memory:", within: .milliseconds(100))
        }
        #expect(error?.code == .unreachable)
        await market.stop()
    }

    @Test func `a market whose wallet is no address does not start`() async throws {
        var market = TopologyMarket.ofTests
        market.addresses = .iota
        let error = await #expect(throws: NodeError.self) {
            try await MarketNode.run(
                bus: BusAddress("inproc://nobody"), store: ":memory:",
                settings: MarketNode.Settings(market))
        }
        #expect(error?.code == .badValues)
        #expect(error?.message.hasPrefix("the market's wallet ") == true)
    }
}
