import Handlers
import Testing
import Topics

/// Transcripts of how users come into a market.
struct UserTests {
    private let market: MarketCaller

    init() throws {
        market = try MarketCaller()
    }

    @Test func `the operator is there from the start`() throws {
        let operatorUser = try market.ask("users.get", ["user": "operator"])
        #expect(operatorUser["operator"] == true)
        #expect(operatorUser["created_at"] == "2026-11-21T08:00:00.000000+00:00")
    }

    @Test func `a user who is named in the settings later becomes an operator`() throws {
        _ = try market.ask("users.create", ["id": "ann", "name": "Ann"])
        var settings = MarketSettings()
        settings.operatorName = "ann"
        let later = MarketHandler(market.store, settings: settings)
        _ = try later.handle(.started, at: market.now)
        #expect(try market.ask("users.get", ["user": "ann"])["operator"] == true)
    }

    @Test func `anybody makes a user, who may be made again but not differently`() throws {
        let user = try market.ask("users.create", ["id": "ann@farm-1.example", "name": "Ann"])
        #expect(user["name"] == "Ann")
        #expect(user["operator"] == false)
        market.now = market.now.advanced(by: .seconds(5))
        let again: JSONValue = ["id": "ann@farm-1.example", "name": "Ann"]
        #expect(try market.ask("users.create", again) == user)
        let other: JSONValue = ["id": "ann@farm-1.example", "name": "Anna"]
        #expect(try market.refusal("users.create", other) == "409 user-exists")
    }

    @Test func `only operators make operators`() throws {
        let bob: JSONValue = ["id": "bob", "operator": true]
        #expect(try market.refusal("users.create", bob) == "403 not-an-operator")
        _ = try market.ask("users.create", ["id": "ann"])
        let byAnn: JSONValue = ["id": "bob", "operator": true, "user": "ann"]
        #expect(try market.refusal("users.create", byAnn) == "403 not-an-operator")
        let byNobody: JSONValue = ["id": "bob", "user": "zoe"]
        #expect(try market.refusal("users.create", byNobody) == "403 unknown-user")
        let byOperator: JSONValue = ["id": "bob", "operator": true, "user": "operator"]
        #expect(try market.ask("users.create", byOperator)["operator"] == true)
    }

    @Test(arguments: ["", "Ann", "a b", "ä", String(repeating: "a", count: 65)])
    func `an id is short and plain`(id: String) throws {
        #expect(try market.badFields("users.create", ["id": .string(id)]) == ["id"])
    }

    @Test func `all that is wrong is said at once`() throws {
        let bad: JSONValue = ["id": "A", "name": 7, "operator": "yes", "mail": "a@b"]
        let fields = try market.badFields("users.create", bad)
        #expect(fields == ["id", "mail", "name", "operator"])
    }

    @Test func `users see themselves, and operators see all, page by page`() throws {
        for id in ["ann", "bob", "carl"] { _ = try market.ask("users.create", ["id": .string(id)]) }
        let of: JSONValue = ["user": "ann", "id": "bob"]
        #expect(try market.refusal("users.get", of) == "403 not-an-operator")
        #expect(try market.refusal("users.list", ["user": "ann"]) == "403 not-an-operator")
        #expect(try market.refusal("users.list", ["user": "zoe"]) == "403 unknown-user")
        #expect(try market.ask("users.get", ["user": "operator", "id": "bob"])["id"] == "bob")
        let unknown: JSONValue = ["user": "operator", "id": "zoe"]
        #expect(try market.refusal("users.get", unknown) == "404 unknown-user")
        let first = try market.ask("users.list", ["user": "operator", "limit": 3])
        #expect(first["users"]?.array?.compactMap { $0["id"]?.string } == ["ann", "bob", "carl"])
        #expect(first["next"] == "carl")
        let last = try market.ask("users.list", ["user": "operator", "after": "carl"])
        #expect(last["users"]?.array?.compactMap { $0["id"]?.string } == ["operator"])
        #expect(last["next"] == .null)
    }
}
