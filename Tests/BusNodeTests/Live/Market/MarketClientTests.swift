import BusNode
import Testing

/// `node.market(as:)`, before markets of a test's own.
@Suite(.timeLimit(.minutes(1)))
struct `A program that asks a market` {
    @Test func `has a change carried out by the next market, under the same id`() async throws {
        try await LiveBus.with { bus in
            let (heard, hears) = AsyncStream.makeStream(of: Request.self)
            // It hears of the change, and goes away without an answer.
            let first = try await Node.connect(to: bus, as: "first market")
            try await first.connection.offer("market") { request in
                hears.yield(request)
                await first.connection.waitUntilClosed()
                return Reply(code: "failed", payload: Payload("{}"))
            }
            try await Node.with(bus, as: "asker") { node in
                let asking = Task { try await node.market(as: "park").setWallet("purse") }
                var requests = heard.makeAsyncIterator()
                let lost = try #require(await requests.next())
                await first.close()
                try await Self.with(bus) { request in
                    hears.yield(request)
                    return ["address": "purse", "registered_at": "2026-11-21T08:00:00Z"]
                } _: {
                    let wallet = try await asking.value
                    #expect(wallet.address == "purse")
                }
                #expect(await requests.next() == lost)
                let fields = try JSONValue(parsing: lost.payload.bytes)
                #expect(fields["user"] == "park" && fields["request"]?.string?.count == 36)
            }
        }
    }

    @Test func `is told at once that there is no market`() async throws {
        try await LiveBus.with { bus in
            try await Node.with(bus, as: "asker") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.market(as: "park").balance()
                }
                #expect(error?.code == .nobodyServes)
            }
        }
    }

    @Test func `is told the rule that it has broken`() async throws {
        try await LiveBus.with { bus in
            let market = try await Node.connect(to: bus, as: "market")
            try await market.connection.offer("market") { _ in
                Reply(
                    code: "conflict",
                    payload: Payload(#"{"code": 409, "rule": "no-wallet", "error": "no wallet"}"#))
            }
            try await Node.with(bus, as: "asker") { node in
                let error = await #expect(throws: NodeError.self) {
                    try await node.market(as: "park").cancel("b-1")
                }
                #expect(error?.code == .conflict && error?.rule == "no-wallet")
                #expect(error?.message == "no wallet")
            }
            await market.close()
        }
    }

    @Test func `gets lists of any length`() async throws {
        try await LiveBus.with { bus in
            try await Self.with(bus) { request in
                let fields = try? JSONValue(parsing: request.payload.bytes)
                let after = fields?["after"]?.integer ?? 0
                let bids = (after + 1...min(after + 1_000, 2_300)).map { number -> JSONValue in
                    ["at": "2026-11-21T08:00:00Z", "value": JSONValue(number)]
                }
                return [
                    "measurements": .array(bids),
                    "next": after + 1_000 < 2_300 ? JSONValue(after + 1_000) : .null,
                ]
            } _: {
                try await Node.with(bus, as: "asker") { node in
                    let readings = try await node.market(as: "park").readings(of: "mast")
                    #expect(readings.map(\.value) == (1...2_300).map(Double.init))
                }
            }
        }
    }

    @Test func `is told when a market answers with something else`() async throws {
        try await LiveBus.with { bus in
            try await Self.with(bus) { _ in
                ["balance": "much"]
            } _: {
                try await Node.with(bus, as: "asker") { node in
                    let error = await #expect(throws: NodeError.self) {
                        try await node.market(as: "park").balance()
                    }
                    #expect(error?.code == .badValues)
                }
            }
        }
    }

    /// Calls `body` while something answers as a market would.
    private static func with(
        _ bus: BusAddress, answering answer: @escaping @Sendable (Request) -> JSONValue,
        _ body: () async throws -> Void
    ) async throws {
        let market = try await Node.connect(to: bus, as: "market")
        do {
            try await market.connection.offer("market") { request in
                Reply(code: "ok", payload: Payload(answer(request).bytes()))
            }
            try await body()
            await market.close()
        } catch {
            await market.close()
            throw error
        }
    }
}
