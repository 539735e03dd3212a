import Handlers
import MarketEngine
import Testing
import Topics

/// What a session brought is shown to whom it concerns.
struct ResultTests {
    @Test func `buyers see their results, and operators all`() throws {
        let session = try FinishedSession()
        let outcome = session.result.outcomes[0]
        let list = try session.market.ask("results.list", ["user": "ann"])
        #expect(list["results"]?.array?.count == 1)
        #expect(list["next"] == .null)
        let result = try #require(list["results"]?[0])
        #expect(result["bid"] == "bid-ann")
        #expect(result["session"] == 1)
        #expect(result["verdict"] == "paid")
        #expect(result["payment"]?.integer == outcome.payment)
        #expect(result["fee"]?.integer == outcome.fee)
        #expect(result["gain_percent"]?.double == outcome.gain)
        #expect(result["own_error"]?.double == outcome.ownError)
        let shares = result["shares"]?.array ?? []
        #expect(shares.compactMap { $0["owner"]?.string } == ["bob", "carl"])
        #expect(
            shares.compactMap { $0["revenue"]?.integer }.reduce(0, +)
                == outcome.payment - outcome.fee)
        let all = try session.market.ask("results.list", ["user": "operator", "session": 1])
        #expect(all["results"]?.array?.compactMap { $0["bid"]?.string } == ["bid-ann", "bid-bob"])
        let none = try session.market.ask("results.list", ["user": "operator", "session": 2])
        #expect(none["results"] == [])
        let page = try session.market.ask("results.list", ["user": "operator", "limit": 1])
        #expect(page["next"] == 1)
        let rest = try session.market.ask("results.list", ["user": "operator", "after": 1])
        #expect(rest["results"]?.array?.compactMap { $0["bid"]?.string } == ["bid-bob"])
    }

    @Test func `what resources earned is what buyers paid less the fee`() throws {
        let session = try FinishedSession()
        let all = try session.market.ask("revenues.list", ["user": "operator"])
        let amounts = all["revenues"]?.array?.compactMap { $0["amount"]?.integer } ?? []
        #expect(amounts.count == 3)
        #expect(amounts.reduce(0, +) == session.result.payments - session.result.fee)
        let own = try session.market.ask("revenues.list", ["user": "carl", "resource": "farm"])
        #expect(own["revenues"]?[0]?["resource"] == "farm-carl")
        #expect(own["revenues"]?[0]?["amount"]?.integer == amounts.last)
        let theirs: JSONValue = ["user": "carl", "resource": "farm-ann"]
        #expect(try session.market.refusal("revenues.list", theirs) == "404 unknown-resource")
    }

    @Test(arguments: [true, false])
    func `a forecast is the buyer's`(quantiles: Bool) throws {
        let session = try FinishedSession(quantiles: quantiles)
        let list = try session.market.ask("forecasts.list", ["user": "bob", "session": 1])
        let rows = list["forecasts"]?.array ?? []
        let points = session.result.outcomes[1].forecast
        #expect(rows.count == 2)
        #expect(rows.compactMap { $0["value"]?.double } == points.map(\.value))
        #expect(rows.compactMap { $0["lower"]?.double } == points.compactMap(\.lower))
        #expect(rows.compactMap { $0["upper"]?.double } == points.compactMap(\.upper))
        #expect(rows[0]["at"] == "2026-11-21T09:00:00.000000+00:00")
        #expect(rows[0]["resource"] == "farm-bob")
        let all = try session.market.ask("forecasts.list", ["user": "operator", "limit": 3])
        #expect(all["forecasts"]?.array?.count == 3)
        #expect(all["next"] == 3)
        let theirs: JSONValue = ["user": "ann", "of": "bob"]
        #expect(try session.market.refusal("forecasts.list", theirs) == "403 not-an-operator")
    }
}
