import BusNode
import TestSupport

/// A market on a bus of a test's own, and a node that asks it.
struct LiveMarket: Sendable {
    /// The bus.
    let bus: BusAddress
    /// Who asks.
    let node: Node
    /// The market's file.
    let store: String
    /// How the market goes about it.
    let settings: MarketNode.Settings

    /// Calls `body` with a bus on which there is no market yet.
    static func with(
        _ market: TopologyMarket = .ofTests, clock: VirtualClock? = nil,
        _ body: @Sendable (LiveMarket) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        try await EmbeddedBus.with(clock: clock) { bus in
            try await Node.with(bus, as: "asker") { node in
                try await body(
                    LiveMarket(
                        bus: bus, node: node, store: folder.file("market.sqlite"),
                        settings: MarketNode.Settings(market)))
            }
        }
    }

    /// Calls `body` while the market runs.
    @discardableResult
    func running<Result: Sendable>(
        clock: VirtualClock? = nil, _ body: () async throws -> Result
    ) async throws -> Result {
        let market = MarketRole(on: bus, settings: settings, clock: clock)
        do {
            try await market.start(store: store, within: .seconds(5))
            let result = try await body()
            await market.stop()
            return result
        } catch {
            await market.stop()
            throw error
        }
    }

    /// Asks the market; again where the request went to one that was stopping, as on a busy machine it may.
    @discardableResult
    func ask(_ method: String, _ fields: JSONValue = [:]) async throws -> JSONValue {
        let deadline = ContinuousClock.now + .seconds(10)
        while true {
            do {
                return try await node.request(method, of: MarketNode.address, fields)
            } catch {
                let isGone = error.code == NodeError.Code(.peerLost)
                guard isGone, ContinuousClock.now < deadline else { throw error }
            }
        }
    }

    /// Asks again and again until the answer is as wanted.
    func until(
        _ method: String, _ fields: JSONValue = [:], _ isWanted: (JSONValue) -> Bool
    ) async throws -> JSONValue {
        while true {
            let answer = try await ask(method, fields)
            if isWanted(answer) { return answer }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension TopologyMarket {
    /// A market that knows its wallet, and whose sessions an operator closes.
    static var ofTests: TopologyMarket {
        var market = TopologyMarket()
        market.wallet = "market-wallet"
        market.addresses = .text
        market.closingSoon = .seconds(1)
        market.confirmWithin = .seconds(5)
        market.leastPayout = 1
        market.parameters = [
            "horizon_hours": 2, "history_hours": 700, "evaluation_hours": 100,
        ]
        return market
    }
}
