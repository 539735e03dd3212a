import Handlers
import Testing
import Topics

/// What users may ask of bids.
struct BidMethodTests {
    private let town: MarketTown

    init() throws {
        town = try MarketTown()
        try town.tell(.started)
    }

    private static let offer: JSONObject = [
        "user": "ana", "resource": "ana-farm", "price": 5, "max_payment": 1_000, "gain": "mse",
    ]

    private func placing(_ changes: JSONObject) throws -> String {
        var offer = Self.offer
        for (key, value) in changes { offer[key] = value.isNull ? nil : value }
        return try town.refusal("bids.place", .object(offer))
    }

    @Test func `a bid says where to pay, and is the user's alone`() throws {
        let bid = try town.ask("bids.place", .object(Self.offer))
        #expect(bid["bid"] == "bid.1")
        #expect(bid["state"] == "placed")
        #expect(bid["market_wallet"] == "market-wallet")
        #expect(bid["session"] == 1)
        #expect(try town.refusal("bids.get", ["user": "ana", "bid": "bid.1"]) == "ok")
        #expect(try town.refusal("bids.get", ["user": "ben", "bid": "bid.1"]) == "unknown-bid")
        #expect(try town.refusal("bids.get", ["user": "operator", "bid": "bid.1"]) == "ok")
        #expect(
            try town.refusal("bids.pay", ["user": "ben", "bid": "bid.1", "transfer": "t"])
                == "unknown-bid")
        #expect(
            try town.refusal("bids.cancel", ["user": "operator", "bid": "bid.1"]) == "unknown-bid")
        #expect(town.events("bid-placed") == ["bid-placed bid.1"])
    }

    @Test(
        arguments: [
            (["price": -1], "bad-fields"), (["price": 0], "ok"), (["price": 0.5], "bad-fields"),
            (["price": 9_007_199_254_740_993], "bad-fields"), (["max_payment": 999], "bad-fields"),
            (["gain": "mape"], "bad-fields"), (["price": .null], "bad-fields"),
            (["id": "a.b"], "bad-fields"), (["pric": 1], "bad-fields"),
            (["user": "dan"], "unknown-user"), (["user": "operator"], "no-wallet"),
            (["resource": "ben-farm"], "unknown-resource"), (["session": 2], "unknown-session"),
            (["session": 1], "ok"), (["resource": "farm"], "ok"),
        ] as [(JSONObject, String)])
    func `a bid has to be one that can be computed`(changes: JSONObject, rule: String) throws {
        #expect(try placing(changes) == rule)
        #expect(town.events("bid-placed").count == (rule == "ok" ? 1 : 0))
    }

    @Test func `bids are for what is measured and to be forecast`() throws {
        for (id, kind) in [("f", "forecasts"), ("m", "measurements")] {
            try town.ask(
                "resources.create",
                [
                    "user": "ana", "id": .string(id), "name": .string(id), "kind": .string(kind),
                    "to_forecast": false,
                ])
        }
        #expect(try placing(["resource": "f"]) == "not-measurements")
        #expect(try placing(["resource": "m"]) == "not-to-forecast")
    }

    @Test func `a resource has one bid that counts`() throws {
        #expect(try placing([:]) == "ok")
        #expect(try placing([:]) == "bid-exists")
        try town.ask("bids.cancel", ["user": "ana", "bid": "bid.1"])
        #expect(try placing([:]) == "ok")
    }

    @Test func `the same bid under the same id is placed once`() throws {
        #expect(try placing(["id": "mine"]) == "ok")
        #expect(try placing(["id": "mine"]) == "ok")
        #expect(try placing(["id": "mine", "price": 6]) == "bid-id-used")
        #expect(town.events("bid-placed").count == 1)
    }

    @Test func `bids are taken while the gate is open`() throws {
        #expect(try placing([:]) == "ok")
        let other = try town.place("ben")
        try town.declare("ben", other, "t")
        // Not a wake, but the bid itself comes when the gate should be closed.
        town.now = town.now.advanced(by: .seconds(3_600))
        #expect(try placing(["resource": "ana-farm"]) == "session-not-open")
        #expect(try town.session() == "1 closed")
        for method in ["bids.cancel", "bids.amend"] {
            var fields: JSONObject = ["user": "ben", "bid": .string(other)]
            if method == "bids.amend" { fields["price"] = 1 }
            #expect(try town.refusal(method, .object(fields)) == "session-not-open")
        }
    }

    @Test func `a bid may be changed until the gate closes, but for its cap`() throws {
        try town.ask("bids.place", .object(Self.offer))
        let amended = try town.ask(
            "bids.amend", ["user": "ana", "bid": "bid.1", "price": 9, "gain": "mae"])
        #expect(amended["price"] == 9)
        #expect(amended["gain"] == "mae")
        #expect(amended["max_payment"] == 1_000)
        #expect(try town.refusal("bids.amend", ["user": "ana", "bid": "bid.1"]) == "bad-fields")
        try town.ask("bids.cancel", ["user": "ana", "bid": "bid.1"])
        #expect(
            try town.refusal("bids.amend", ["user": "ana", "bid": "bid.1", "price": 1])
                == "bid-settled")
        // Again is the same, and told once.
        #expect(try town.refusal("bids.cancel", ["user": "ana", "bid": "bid.1"]) == "ok")
        #expect(town.events("bid-cancelled").count == 1)
    }

    @Test func `a bid names one transfer`() throws {
        let bid = try town.place("ana")
        #expect(try town.declare("ana", bid, "t") == "pending")
        #expect(try town.declare("ana", bid, "t") == "pending")
        let pay: JSONValue = ["user": "ana", "bid": .string(bid), "transfer": "u"]
        #expect(try town.refusal("bids.pay", pay) == "bid-paid")
        let blank: JSONValue = ["user": "ana", "bid": .string(bid), "transfer": "a b"]
        #expect(try town.refusal("bids.pay", blank) == "bad-fields")
    }

    @Test func `users list their own bids, and operators all`() throws {
        for user in MarketTown.users { try town.place(user) }
        try town.ask("bids.cancel", ["user": "ana", "bid": "bid.1"])
        func count(_ fields: JSONValue) throws -> Int? {
            try town.ask("bids.list", fields)["bids"]?.array?.count
        }
        #expect(try count(["user": "ana"]) == 1)
        #expect(try count(["user": "operator"]) == 3)
        #expect(try count(["user": "operator", "of": "ben"]) == 1)
        #expect(try count(["user": "operator", "state": "placed"]) == 2)
        #expect(try count(["user": "operator", "session": 2]) == 0)
        let page = try town.ask("bids.list", ["user": "operator", "limit": 2])
        #expect(page["next"] == 2)
        #expect(try count(["user": "operator", "after": 2]) == 1)
        #expect(try town.refusal("bids.list", ["user": "ana", "of": "ben"]) == "not-an-operator")
    }
}
