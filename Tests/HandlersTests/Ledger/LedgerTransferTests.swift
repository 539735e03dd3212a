import Handlers
import TestSupport
import Testing
import Topics

struct LedgerTransferTests {
    let order: JSONObject = ["transfer": "t-1", "from": "alice", "to": "bob", "amount": 30]

    @Test func `a transfer leaves the payer at once and is confirmed after the delay`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        let sent = try ledger.ask("transfers.send", order).object
        #expect(sent?["state"] == "pending")
        #expect(sent?["outputs"] == [["payee": "bob", "amount": 30]])
        #expect(sent?["settles_at"] == "2023-11-14T22:13:22.000000+00:00")
        #expect(try ledger.balance("alice") == 70)
        #expect(try ledger.balance("bob") == 0)
        #expect(try ledger.publish().isEmpty)
        try ledger.wake()
        #expect(try ledger.state("t-1") == "confirmed")
        #expect(try ledger.balance("bob") == 30)
        #expect(try ledger.handler.nextWake == nil)
        let event = try #require(try ledger.publish().first)
        #expect(event.kind == .transferConfirmed)
        #expect(event.body.object?["transfer"] == "t-1")
        #expect(event.body.object?["settled_at"] == event.body.object?["at"])
        #expect(try ledger.publish().isEmpty)
    }

    @Test func `a request after the delay finds the transfer confirmed before it is woken`() throws
    {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.ask("transfers.send", order)
        ledger.now = ledger.now.advanced(by: .seconds(2))
        #expect(try ledger.state("t-1") == "confirmed")
    }

    @Test func `the same order again is the same transfer`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        let first = try ledger.ask("transfers.send", order)
        #expect(try ledger.ask("transfers.send", order) == first)
        #expect(try ledger.balance("alice") == 70)
        try ledger.wake()
        #expect(try ledger.ask("transfers.send", order).object?["state"] == "confirmed")
        #expect(try ledger.balance("alice") == 70)
    }

    @Test(
        arguments: [
            ["transfer": "t-1", "from": "alice", "to": "bob", "amount": 31],
            ["transfer": "t-1", "from": "alice", "to": "carol", "amount": 30],
            ["transfer": "t-1", "from": "bob", "to": "alice", "amount": 30],
        ] as [JSONObject])
    func `another order under the same id is refused`(other: JSONObject) throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100, "bob": 100])
        try ledger.ask("transfers.send", order)
        #expect(try ledger.refusal("transfers.send", other) == "transfer-id-used")
        #expect(try ledger.balance("alice") == 70)
    }

    @Test func `a transfer without an id gets one that no other has`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        var order = order
        order["transfer"] = .string("\(ledger.handler.store.name)-1")
        try ledger.ask("transfers.send", order)
        order["transfer"] = nil
        let one = try ledger.ask("transfers.send", order).object?["transfer"]?.string
        let two = try ledger.ask("transfers.send", order).object?["transfer"]?.string
        #expect(one == "\(ledger.handler.store.name)-2")
        #expect(two == "\(ledger.handler.store.name)-3")
        #expect(try ledger.balance("alice") == 10)
    }

    @Test func `a transfer pays several at once or none`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        let outputs: JSONValue = [
            ["to": "bob", "amount": 60], ["to": "bob", "amount": 1], ["to": "carol", "amount": 39],
        ]
        let order: JSONObject = ["from": "alice", "transfer": "t-1", "outputs": outputs]
        #expect(try ledger.ask("transfers.send", order).object?["amount"] == 100)
        try ledger.wake()
        #expect(try ledger.balance("alice") == 0)
        #expect(try ledger.balance("bob") == 61)
        #expect(try ledger.balance("carol") == 39)
    }

    @Test func `who pays needs an account and enough money`() throws {
        let ledger = try LedgerBench()
        #expect(try ledger.refusal("transfers.send", order) == "unknown-account")
        try ledger.open(["alice": 29])
        #expect(try ledger.refusal("transfers.send", order) == "balance-too-low")
        #expect(try ledger.balance("alice") == 29)
        // Nothing of a refused transfer is left, not even the account of who would have got it.
        #expect(try ledger.refusal("accounts.get", ["address": "bob"]) == "unknown-account")
        #expect(try ledger.refusal("transfers.get", ["transfer": "t-1"]) == "unknown-transfer")
    }

    @Test(arguments: [
        (#"{"from": "a", "to": "b"}"#, "amount is missing"),
        (#"{"from": "a", "to": "b", "amount": 0}"#, "amount must be a whole number from 1"),
        (#"{"from": "a", "to": "b", "amount": 1.5}"#, "amount must be a whole number from 1"),
        (#"{"from": "a b", "to": "b", "amount": 1}"#, "from must be 1 to 256 printable"),
        (#"{"from": "a", "outputs": []}"#, "outputs must be a list of 1 to 128"),
        (
            #"{"from": "a", "to": "b", "outputs": [{"to": "b", "amount": 1}]}"#,
            "to is not for a transfer with outputs"
        ),
        (
            #"{"from": "a", "outputs": [{"to": "b", "amount": 1}, {"to": "b"}]}"#,
            "outputs has at 1 one where amount is missing"
        ),
        (#"{"from": "a", "to": "b", "amount": 1, "fee": 2}"#, "fee is not known here"),
        (
            #"{"transfer": "x y", "from": "a", "to": "b", "amount": 1}"#,
            "transfer has a character that is no printable ASCII"
        ),
    ])
    func `what is wrong with an order is said of its field`(
        order: String, reason: String
    ) throws {
        let ledger = try LedgerBench()
        let fields = try #require(try JSONValue(parsing: order).object)
        let reply = try ledger.ask("transfers.send", fields).object
        #expect(reply?["code"] == 400)
        #expect(reply?["error"]?.string?.hasPrefix(reason) == true, "\(reply as Any)")
    }

    @Test func `transfers are listed page by page, of all or of one address`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100, "bob": 100])
        for (number, payer, payee) in [
            (1, "alice", "bob"), (2, "bob", "carol"), (3, "alice", "al"),
        ] {
            let order: JSONObject = [
                "transfer": .string("t-\(number)"), "from": .string(payer), "to": .string(payee),
                "amount": 5,
            ]
            try ledger.ask("transfers.send", order)
        }
        func ids(_ fields: JSONObject) throws -> ([String], JSONValue?) {
            let page = try ledger.ask("transfers.list", fields).object
            let ids = page?["transfers"]?.array?.compactMap { $0.object?["transfer"]?.string }
            return (ids ?? [], page?["next"])
        }
        #expect(try ids(["limit": 2]) == (["t-1", "t-2"], 2))
        #expect(try ids(["limit": 2, "after": 2]) == (["t-3"], .null))
        #expect(try ids(["address": "bob"]) == (["t-1", "t-2"], .null))
        #expect(try ids(["address": "alice", "after": 1]) == (["t-3"], .null))
        #expect(try ids(["address": "nobody"]) == ([], .null))
    }

    @Test func `more transfers than are settled in a turn are settled in several`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 1_000])
        let count = LedgerHandler.settledPerTurn + 1
        for _ in 1...count {
            try ledger.ask("transfers.send", ["from": "alice", "to": "bob", "amount": 1])
        }
        try ledger.wake()
        #expect(try ledger.handler.nextWake == ledger.now)
        try ledger.wake()
        #expect(try ledger.handler.nextWake == nil)
        #expect(try ledger.balance("bob") == count)
        #expect(try ledger.publish().count == count)
    }
}
