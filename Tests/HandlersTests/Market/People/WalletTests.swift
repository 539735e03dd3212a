import Handlers
import Testing
import Topics

/// Transcripts of whose an address is.
struct WalletTests {
    private static let first = "rms1qz2yvydysm3fnjcs2ek4wascxkectuhgkk36f0rr23yjh69zyheuvux4ngj"
    private static let second = "iota1qz2yvydysm3fnjcs2ek4wascxkectuhgkk36f0rr23yjh69zyheuvl38f96"
    private let market: MarketCaller

    init() throws {
        market = try MarketCaller()
        for id in ["ann", "bob"] { _ = try market.ask("users.create", ["id": .string(id)]) }
    }

    private func set(_ user: JSONValue, _ address: String) throws -> String {
        try market.refusal("wallets.set", ["user": user, "address": .string(address)])
    }

    private func setMarket(_ user: JSONValue, _ address: String) throws -> String {
        try market.refusal("market-wallet.set", ["user": user, "address": .string(address)])
    }

    @Test func `a user registers a wallet and changes it`() throws {
        #expect(try market.refusal("wallets.get", ["user": "ann"]) == "404 no-wallet")
        #expect(try set("ann", Self.first) == "ok")
        let wallet = try market.ask("wallets.get", ["user": "ann"])
        #expect(wallet["address"] == .string(Self.first))
        market.now = market.now.advanced(by: .seconds(60))
        #expect(try set("ann", Self.first) == "ok")
        #expect(try market.ask("wallets.get", ["user": "ann"]) == wallet)
        #expect(try set("ann", Self.second) == "ok")
        let changed = try market.ask("wallets.get", ["user": "ann"])
        #expect(changed["address"] == .string(Self.second))
        #expect(changed["registered_at"] == "2026-11-21T08:01:00.000000+00:00")
        #expect(try set("bob", Self.first) == "ok")
    }

    @Test func `no two have the same address, however it is spelled`() throws {
        #expect(try set("ann", Self.first) == "ok")
        #expect(try set("bob", Self.first) == "409 wallet-taken")
        #expect(try set("bob", Self.first.uppercased()) == "409 wallet-taken")
        #expect(try setMarket("operator", Self.first) == "409 wallet-taken")
        #expect(try setMarket("operator", Self.second.uppercased()) == "ok")
        #expect(try set("ann", Self.second) == "409 wallet-taken")
    }

    @Test func `an address that is none is refused with the reason`() throws {
        let reply = try market.ask(
            "wallets.set", ["user": "ann", "address": .string(Self.first.dropLast() + "q")])
        #expect(reply["fields"]?["address"] == "has a wrong checksum")
        #expect(try set("ann", "0xabababababababababababababababababababab") == "400 bad-fields")
        #expect(try market.badFields("wallets.set", ["user": "ann"]) == ["address"])
        #expect(try set("zoe", Self.first) == "403 unknown-user")
    }

    @Test func `the market has one wallet, which operators set and everybody may know`() throws {
        #expect(try market.refusal("market-wallet.get", ["user": "ann"]) == "404 no-market-wallet")
        #expect(try setMarket("ann", Self.first) == "403 not-an-operator")
        #expect(try setMarket("operator", Self.first) == "ok")
        #expect(try setMarket("operator", Self.second) == "ok")
        let wallet = try market.ask("market-wallet.get", ["user": "ann"])
        #expect(wallet["address"] == .string(Self.second))
    }

    @Test func `the settings bring a wallet where the market has none`() throws {
        var settings = MarketSettings()
        settings.addresses = .text
        settings.wallet = "vault"
        let market = try MarketCaller(settings)
        #expect(
            try market.ask("market-wallet.get", ["user": "operator"])["address"] == "vault")
        settings.wallet = "other"
        let later = MarketHandler(market.store, settings: settings)
        _ = try later.handle(.started, at: market.now)
        #expect(
            try market.ask("market-wallet.get", ["user": "operator"])["address"] == "vault")
    }

    @Test func `operators see the wallets of all, others their own`() throws {
        #expect(try set("ann", Self.first) == "ok")
        let byOperator: JSONValue = ["user": "operator", "of": "ann"]
        #expect(try market.ask("wallets.get", byOperator)["user"] == "ann")
        let byBob: JSONValue = ["user": "bob", "of": "ann"]
        #expect(try market.refusal("wallets.get", byBob) == "403 not-an-operator")
        let unknown: JSONValue = ["user": "operator", "of": "zoe"]
        #expect(try market.refusal("wallets.get", unknown) == "404 unknown-user")
    }
}
