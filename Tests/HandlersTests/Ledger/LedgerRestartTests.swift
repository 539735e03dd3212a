import Handlers
import Store
import TestSupport
import Testing
import Topics

struct LedgerRestartTests {
    @Test func `a restart keeps accounts, transfers, faults and what is not published yet`() throws
    {
        let folder = try TemporaryFolder()
        let ledger = try LedgerBench(path: folder.file("ledger.sqlite"))
        try ledger.open(["alice": 100])
        let name = ledger.handler.store.name
        for id in ["t-1", "t-2"] {
            try ledger.ask(
                "transfers.send",
                ["transfer": .string(id), "from": "alice", "to": "bob", "amount": 10])
            if id == "t-1" { try ledger.wake() }
        }
        try ledger.ask("faults.set", ["lost_replies": 1])
        try ledger.reopen()
        #expect(ledger.handler.store.name == name)
        #expect(try ledger.reply("transfers.get", ["transfer": "t-1"]) == nil)
        #expect(try ledger.state("t-1") == "confirmed")
        #expect(try ledger.state("t-2") == "pending")
        #expect(try ledger.handler.store.events.unpublished(limit: 9).map(\.transfer) == ["t-1"])
        try ledger.wake()
        #expect(try ledger.publish().map(\.transfer) == ["t-1", "t-2"])
        #expect(try ledger.balance("bob") == 20)
    }

    @Test func `a file whose money does not add up is not opened`() throws {
        let folder = try TemporaryFolder()
        let ledger = try LedgerBench(path: folder.file("ledger.sqlite"))
        try ledger.open(["alice": 100])
        try ledger.tamper("DROP TRIGGER account_changed; UPDATE account SET balance = 101")
        let error = #expect(throws: StoreError.self) { try ledger.reopen() }
        #expect(error?.message.contains("does not add up: credited 100, held 101") == true)
    }

    @Test func `a ledger whose money does not add up any more does nothing`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.tamper("UPDATE account SET balance = 99")
        #expect(throws: StoreError.self) { try ledger.ask("accounts.list") }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `money is neither made nor lost, whatever is asked`(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let ledger = try LedgerBench(path: folder.file("ledger.sqlite"))
        var random = SeededRandom(seed: seed)
        var model = LedgerModel()
        for _ in 0..<300 { try model.step(ledger, &random) }
        for _ in 0..<300 where try ledger.handler.nextWake != nil { try ledger.wake() }
        try ledger.ask("faults.clear")
        try ledger.reopen()
        for (address, balance) in model.settled() {
            #expect(try ledger.balance(address) == Int(balance), "\(address), seed \(seed)")
        }
        let supply = try ledger.ask("supply.get").object
        #expect(supply?["moving"] == 0)
        #expect(supply?["held"] == supply?["credited"])
        #expect(try ledger.publish().count == model.transfers.count)
    }
}
