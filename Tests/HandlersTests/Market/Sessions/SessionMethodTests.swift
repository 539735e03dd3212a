import Handlers
import Testing
import Topics

/// What operators may ask of sessions.
struct SessionMethodTests {
    private let town: MarketTown

    init() throws {
        town = try MarketTown(.manual)
    }

    private func refusal(_ method: String, _ fields: JSONObject = [:]) throws -> String {
        var fields = fields
        if fields["user"] == nil { fields["user"] = "operator" }
        return try town.refusal(method, .object(fields))
    }

    @Test func `an operator runs a session by hand, and only in order`() throws {
        #expect(try refusal("sessions.open") == "unknown-session")
        #expect(try refusal("sessions.stage") == "ok")
        #expect(try refusal("sessions.stage") == "unfinished-session")
        #expect(try refusal("sessions.close") == "illegal-transition")
        #expect(try refusal("sessions.run") == "illegal-transition")
        #expect(try refusal("sessions.open") == "ok")
        #expect(try town.session() == "1 open")
        #expect(try refusal("sessions.open") == "illegal-transition")
        try town.placePaid("ana")
        try town.carryOut()
        try town.pass(.seconds(1_000_000))
        #expect(try town.session() == "1 open")
        #expect(try refusal("sessions.run") == "ok")
        #expect(try town.session() == "1 running")
        #expect(try refusal("sessions.run") == "ok")
        try town.carryOut()
        #expect(try town.session() == "1 finished")
        for method in ["sessions.open", "sessions.close", "sessions.run"] {
            #expect(try refusal(method) == "illegal-transition")
        }
        #expect(try refusal("sessions.stage") == "ok")
        #expect(try town.session() == "2 staged")
    }

    @Test func `closing is enough, too`() throws {
        try town.ask("sessions.stage", ["user": "operator"])
        try town.ask("sessions.open", ["user": "operator", "session": 1])
        try town.ask("sessions.close", ["user": "operator", "session": 1])
        #expect(try town.session() == "1 finished")
    }

    @Test func `an operator may say when the gate closes`() throws {
        try town.ask("sessions.stage", ["user": "operator"])
        for time in ["2026-11-21T08:00:00Z", "2028-11-21T08:00:00Z", "soon"] {
            #expect(try refusal("sessions.open", ["gate_closure": .string(time)]) == "bad-fields")
        }
        #expect(try refusal("sessions.open", ["gate_closure": "2026-11-21T08:30:00Z"]) == "ok")
        try town.pass(.seconds(1_800))
        #expect(try town.session() == "1 finished")
        #expect(town.events("session-closing-soon").count == 1)
    }

    @Test(arguments: ["stage", "open", "close", "run"])
    func `only operators run sessions`(method: String) throws {
        #expect(try refusal("sessions.\(method)", ["user": "ana"]) == "not-an-operator")
    }

    @Test func `the terms of a session may be set`() throws {
        let session = try town.ask(
            "sessions.stage",
            [
                "user": "operator", "mode": "legacy", "seed": 99, "price": 150,
                "weights": [1, 2, 3],
                "parameters": [
                    "lowest_price": 100, "highest_price": 200, "price_count": 3,
                    "horizon_hours": 6, "fee_per_million": 0, "learning_rate": 0.5,
                    "quantiles": true,
                ],
            ])
        #expect(session["mode"] == "legacy")
        #expect(session["seed"] == 99)
        #expect(session["price"] == 150.0)
        #expect(session["weights"] == [1.0, 2.0, 3.0])
        #expect(session["parameters"]?["horizon_hours"] == 6)
        #expect(session["parameters"]?["history_hours"] == 500)
        #expect(try town.ask("sessions.get", ["user": "ana"]) == session)
    }

    @Test func `another grid of prices begins in its middle, or where the last price is`() throws {
        let grid: JSONValue = ["lowest_price": 100, "highest_price": 200, "price_count": 5]
        let first = try town.ask("sessions.stage", ["user": "operator", "parameters": grid])
        #expect(first["price"] == 150.0)
        #expect(first["weights"]?.array?.count == 5)
        try town.ask("sessions.open", ["user": "operator"])
        try town.ask("sessions.close", ["user": "operator"])
        let second = try town.ask("sessions.stage", ["user": "operator"])
        #expect(second["price"] == 500_000.0)
        #expect(second["weights"]?.array?.count == 20)
    }

    @Test(
        arguments: [
            ["price": -1], ["price": 20_000_000], ["price": "1"], ["weights": [1]], ["seed": -1],
            ["weights": [1, 2, 0]], ["mode": "odd"], ["parameters": 5], ["step": 1],
            ["parameters": ["lowest_price": 10_000_000]], ["parameters": ["price_count": 1]],
            ["parameters": ["fee_per_million": 1_000_001]],
            ["parameters": ["evaluation_hours": 501]], ["parameters": ["horizon_hours": 0]],
            ["parameters": ["learning_rate": -0.1]], ["parameters": ["learning": 1]],
        ] as [JSONObject])
    func `terms that no session can have are refused`(fields: JSONObject) throws {
        #expect(try refusal("sessions.stage", fields) == "bad-fields")
        #expect(try refusal("sessions.get") == "unknown-session")
    }

    @Test func `sessions are listed, and the market describes itself`() throws {
        for _ in 0..<3 {
            try town.ask("sessions.stage", ["user": "operator"])
            try town.ask("sessions.open", ["user": "operator"])
            try town.ask("sessions.close", ["user": "operator"])
        }
        try town.ask("sessions.stage", ["user": "operator"])
        let all = try town.ask("sessions.list", ["user": "ana"])
        #expect(all["sessions"]?.array?.count == 4)
        let page = try town.ask(
            "sessions.list", ["user": "ana", "state": "finished", "limit": 2])
        #expect(page["next"] == 2)
        #expect(page["sessions"]?[0]?["weights"] == nil)
        let market = try town.ask("market.describe", ["user": "ana"])
        #expect(market["schedule"] == "manual")
        #expect(market["wallet"] == "market-wallet")
        #expect(market["session"]?["session"] == 4)
        #expect(market["users"] == 4)
        #expect(market["resources"] == 3)
        #expect(market["gate_closure"] == .null)
    }
}
