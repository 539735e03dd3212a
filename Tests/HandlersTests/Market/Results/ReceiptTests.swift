import Handlers
import MarketEngine
import Store
import Testing
import Topics

/// What is computed again from what the market keeps is the same, whatever has happened since.
struct ReceiptTests {
    @Test(arguments: MarketMode.allCases)
    func `a receipt is computed again to the last digit although all data have changed`(
        mode: MarketMode
    ) throws {
        let session = try FinishedSession(mode)
        #expect(session.result.outcomes.map(\.verdict) == [.paid, .paid])
        try session.changeEverything()
        #expect(try session.market.store.inputs.input(of: 1) == session.input)
        for (user, bid) in [("ann", "bid-ann"), ("bob", "bid-bob"), ("operator", "bid-ann")] {
            let check = try session.market.ask(
                "receipts.check", ["user": .string(user), "bid": .string(bid)])
            #expect(check["same"] == true, "\(check)")
            #expect(check["stored"] == check["computed"])
        }
    }

    @Test(arguments: MarketMode.allCases)
    func `an operator takes a receipt away and computes it elsewhere`(mode: MarketMode) throws {
        let session = try FinishedSession(mode)
        try session.changeEverything()
        let reply = try session.market.ask(
            "receipts.get", ["user": "operator", "bid": "bid-bob"])
        let names = reply["resources"]?.array?.compactMap { $0["resource"]?.string } ?? []
        #expect(names == ["farm-ann", "farm-bob", "farm-carl"])
        var resources: [JSONValue] = []
        for name in names {
            let series = try session.market.ask(
                "receipts.series",
                ["user": "operator", "bid": "bid-bob", "resource": .string(name)])
            resources.append(try #require(series["resource"]))
        }
        var receipt = try #require(reply["receipt"]?.object)
        var input = try #require(receipt["input"]?.object)
        input["resources"] = .array(resources)
        receipt["input"] = .object(input)
        let assembled: BidReceipt = try JSONValue.object(receipt).decode()
        #expect(assembled.outcome == session.result.outcomes[1])
        #expect(assembled.input.bids.count == (mode == .sound ? 1 : 2))
        #expect(try assembled.isReproducible())
    }

    @Test func `a receipt that was tampered with is found out`() throws {
        let session = try FinishedSession()
        try session.market.store.connection.execute(
            #"UPDATE outcome SET document = replace(document, '"fee":', '"fee":1')"#)
        let check = try session.market.ask("receipts.check", ["user": "ann", "bid": "bid-ann"])
        #expect(check["same"] == false)
        #expect(check["stored"]?["fee"] != check["computed"]?["fee"])
    }

    @Test(arguments: MarketMode.allCases)
    func `a buyer sees who sold and how much data there was, and no data`(mode: MarketMode) throws {
        let session = try FinishedSession(mode)
        let reply = try session.market.ask("receipts.get", ["user": "ann", "bid": "bid-ann"])
        let shares = reply["receipt"]?["outcome"]?["shares"]?.array ?? []
        #expect(shares.compactMap { $0["resource"]?.string } == ["farm-bob", "farm-carl"])
        #expect(reply["receipt"]?["input"]?["bids"]?.array?.count == 1)
        #expect(reply["receipt"]?["input"]?["resources"] == [])
        let first = reply["resources"]?[0]
        #expect(first?["owner"] == "ann")
        #expect(first?["hours"] == 700)
        #expect(first?["last"] == .string(session.launch.description))
        let theirs: JSONValue = ["user": "ann", "bid": "bid-ann", "resource": "farm-bob"]
        #expect(try session.market.refusal("receipts.series", theirs) == "404 unknown-resource")
        let own: JSONValue = ["user": "ann", "bid": "bid-ann", "resource": "farm"]
        let series = try session.market.ask("receipts.series", own)
        #expect(series["resource"]?["series"]?["values"]?.array?.count == 700)
    }

    @Test func `a bid of another user, and one without a result, have no receipt`() throws {
        let session = try FinishedSession()
        for method in ["receipts.get", "receipts.check"] {
            let theirs: JSONValue = ["user": "ann", "bid": "bid-bob"]
            #expect(try session.market.refusal(method, theirs) == "404 unknown-bid")
            let unknown: JSONValue = ["user": "operator", "bid": "bid"]
            #expect(try session.market.refusal(method, unknown) == "404 unknown-bid")
            let rejected: JSONValue = ["user": "carl", "bid": "bid-carl"]
            #expect(try session.market.refusal(method, rejected) == "409 no-result")
        }
        let missing = try session.market.badFields("receipts.series", ["user": "ann"])
        #expect(missing == ["bid", "resource"])
    }
}
