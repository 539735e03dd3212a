import Handlers
import TestSupport
import Testing
import Topics

struct LedgerFaultTests {
    let order: JSONObject = ["transfer": "t-1", "from": "alice", "to": "bob", "amount": 30]

    @Test func `a transfer that is to fail gives the money back`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.ask("faults.set", ["failing_transfers": 1])
        try ledger.ask("transfers.send", order)
        #expect(try ledger.state("t-1") == "pending")
        #expect(try ledger.balance("alice") == 70)
        try ledger.wake()
        #expect(try ledger.state("t-1") == "failed")
        #expect(try ledger.balance("alice") == 100)
        #expect(try ledger.balance("bob") == 0)
        #expect(try ledger.publish().map(\.kind) == [.transferFailed])
        // Only one was to fail; the same order again is still the one that did.
        #expect(try ledger.ask("transfers.send", order).object?["state"] == "failed")
        try ledger.ask(
            "transfers.send", ["transfer": "t-2", "from": "alice", "to": "bob", "amount": 1])
        try ledger.wake()
        #expect(try ledger.state("t-2") == "confirmed")
    }

    @Test func `a request whose reply is lost is carried out all the same`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.ask("faults.set", ["lost_replies": 2])
        #expect(try ledger.reply("transfers.send", order) == nil)
        #expect(try ledger.balance("alice") == 70)
        // A refusal is lost like any other reply.
        #expect(try ledger.reply("transfers.get", ["transfer": "t-2"]) == nil)
        #expect(try ledger.ask("transfers.send", order).object?["transfer"] == "t-1")
        #expect(try ledger.balance("alice") == 70)
    }

    @Test func `a silent ledger does nothing that it is asked for, and settles what it has`() throws
    {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.ask("transfers.send", order)
        try ledger.ask("faults.set", ["silent": true])
        #expect(
            try ledger.reply("transfers.send", ["from": "alice", "to": "bob", "amount": 1]) == nil)
        #expect(try ledger.reply("accounts.get", ["address": "alice"]) == nil)
        try ledger.wake()
        try ledger.ask("faults.set", ["silent": false])
        #expect(try ledger.balance("alice") == 70)
        #expect(try ledger.state("t-1") == "confirmed")
    }

    @Test func `the delay of transfers to come can be changed, and faults be cleared`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        #expect(
            try ledger.ask("faults.set", ["confirm_after_milliseconds": 60_000]) == [
                "confirm_after_milliseconds": 60_000, "failing_transfers": 0, "lost_replies": 0,
                "silent": false,
            ])
        try ledger.ask("transfers.send", order)
        #expect(try ledger.handler.nextWake == ledger.now.advanced(by: .seconds(60)))
        try ledger.ask("faults.set", ["failing_transfers": 3])
        let cleared = try ledger.ask("faults.clear")
        #expect(cleared.object?["confirm_after_milliseconds"] == 2_000)
        #expect(try ledger.ask("faults.get") == cleared)
        #expect(
            try ledger.refusal("faults.set", ["confirm_after_milliseconds": -1]) == "bad-fields")
    }
}
