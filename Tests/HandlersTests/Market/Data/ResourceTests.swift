import Handlers
import Store
import Testing
import Topics

/// Transcripts of how resources come into a market and leave it.
struct ResourceTests {
    private let market: MarketCaller

    init() throws {
        market = try MarketCaller()
        for id in ["ann", "bob"] { _ = try market.ask("users.create", ["id": .string(id)]) }
    }

    private func create(_ user: JSONValue, _ name: JSONValue, id: JSONValue = .null) throws
        -> JSONValue
    {
        try market.ask(
            "resources.create",
            ["user": user, "name": name, "kind": "measurements", "to_forecast": true, "id": id])
    }

    @Test func `a resource gets an id of its own, or the one that its owner gives`() throws {
        let north = try create("ann", "north")
        #expect(north["id"] == "north.1")
        #expect(north["user"] == "ann")
        #expect(north["to_forecast"] == true)
        #expect(north["retired_at"] == .null)
        let south = try create("ann", "south", id: "Farm-2_south")
        #expect(south["id"] == "Farm-2_south")
        #expect(try create("ann", "south", id: "Farm-2_south") == south)
        #expect(try market.ask("resources.get", ["user": "ann", "resource": "north"]) == north)
    }

    @Test func `a name is there once for each user and kind`() throws {
        _ = try create("ann", "north", id: "n")
        var again: JSONObject = ["user": "ann", "name": "north", "kind": "measurements"]
        #expect(try market.refusal("resources.create", .object(again)) == "409 resource-exists")
        again["kind"] = "forecasts"
        #expect(try market.refusal("resources.create", .object(again)) == "ok")
        #expect(try create("bob", "north")["id"] == "north.3")
        let other: JSONValue = ["user": "bob", "name": "x", "kind": "measurements", "id": "n"]
        #expect(try market.refusal("resources.create", other) == "409 resource-exists")
        let renamed: JSONValue = ["user": "ann", "resource": "n", "name": "north"]
        #expect(try market.refusal("resources.update", renamed) == "ok")
        _ = try create("ann", "south")
        let taken: JSONValue = ["user": "ann", "resource": "south", "name": "north"]
        #expect(try market.refusal("resources.update", taken) == "409 resource-exists")
    }

    @Test func `forecasts are not forecast`() throws {
        let both: JSONValue = [
            "user": "ann", "name": "f", "kind": "forecasts", "to_forecast": true,
        ]
        #expect(try market.badFields("resources.create", both) == ["kind", "to_forecast"])
        _ = try market.ask(
            "resources.create", ["user": "ann", "name": "f", "kind": "forecasts", "id": "f-1"])
        let later: JSONValue = ["user": "ann", "resource": "f-1", "to_forecast": true]
        #expect(try market.badFields("resources.update", later) == ["to_forecast"])
    }

    @Test(arguments: ["", "North", "a b", "a.b", String(repeating: "n", count: 65)])
    func `a name is short and plain`(name: String) throws {
        let fields: JSONValue = ["user": "ann", "name": .string(name), "kind": "measurements"]
        #expect(try market.badFields("resources.create", fields) == ["name"])
    }

    @Test func `what is missing is named`() throws {
        let fields = try market.badFields("resources.create", ["user": "ann"])
        #expect(fields == ["kind", "name"])
        let kind: JSONValue = ["user": "ann", "name": "n", "kind": "features"]
        #expect(try market.badFields("resources.create", kind) == ["kind"])
    }

    @Test func `an update changes what it names`() throws {
        _ = try create("ann", "north", id: "n")
        let change: JSONValue = ["user": "ann", "resource": "n", "to_forecast": false]
        #expect(try market.ask("resources.update", change)["to_forecast"] == false)
        let rename: JSONValue = ["user": "ann", "resource": "n", "name": "nord"]
        let renamed = try market.ask("resources.update", rename)
        #expect(renamed["name"] == "nord")
        #expect(renamed["to_forecast"] == false)
        let other: JSONValue = ["user": "bob", "resource": "n", "name": "mine"]
        #expect(try market.refusal("resources.update", other) == "404 unknown-resource")
    }

    @Test func `a retired resource is still known, and its name is free`() throws {
        let north = try create("ann", "north", id: "n")
        market.now = market.now.advanced(by: .seconds(60))
        let retire: JSONValue = ["user": "ann", "resource": "n"]
        let retired = try market.ask("resources.retire", retire)
        #expect(retired["retired_at"] == "2026-11-21T08:01:00.000000+00:00")
        #expect(try market.ask("resources.retire", retire) == retired)
        #expect(try market.ask("resources.get", retire)["name"] == north["name"])
        let change: JSONValue = ["user": "ann", "resource": "n", "name": "x"]
        #expect(try market.refusal("resources.update", change) == "409 resource-retired")
        #expect(try create("ann", "north")["id"] == "north.2")
    }

    @Test func `a resource with a bid in the session under way stays`() throws {
        _ = try create("ann", "north", id: "n")
        let session = SessionRows(market.store)
        try session.add()
        try session.bid("b-1", "ann", resource: 1, state: "placed")
        let retire: JSONValue = ["user": "ann", "resource": "n"]
        #expect(try market.refusal("resources.retire", retire) == "409 resource-has-live-bid")
        try market.store.connection.execute("UPDATE bid SET state = 'cancelled'")
        #expect(try market.refusal("resources.retire", retire) == "ok")
    }

    @Test func `users see their own, operators all, page by page`() throws {
        for name in ["a", "b", "c"] { _ = try create("ann", .string(name)) }
        _ = try create("bob", "d")
        func ids(_ fields: JSONValue) throws -> [String] {
            let list = try market.ask("resources.list", fields)["resources"]?.array ?? []
            return list.compactMap { $0["id"]?.string }
        }
        #expect(try ids(["user": "ann"]) == ["a.1", "b.2", "c.3"])
        #expect(try ids(["user": "operator"]) == ["a.1", "b.2", "c.3", "d.4"])
        #expect(try ids(["user": "operator", "of": "bob"]) == ["d.4"])
        #expect(try ids(["user": "ann", "after": 1, "limit": 1]) == ["b.2"])
        let page = try market.ask("resources.list", ["user": "ann", "limit": 2])
        #expect(page["next"] == 2)
        let bob: JSONValue = ["user": "ann", "of": "bob"]
        #expect(try market.refusal("resources.list", bob) == "403 not-an-operator")
        let operatorGets: JSONValue = ["user": "operator", "resource": "d.4"]
        #expect(try market.ask("resources.get", operatorGets)["user"] == "bob")
        let annGets: JSONValue = ["user": "ann", "resource": "d.4"]
        #expect(try market.refusal("resources.get", annGets) == "404 unknown-resource")
    }
}
