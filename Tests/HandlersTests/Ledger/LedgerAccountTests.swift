import TestSupport
import Testing
import Topics

struct LedgerAccountTests {
    @Test func `an account is opened once with its money`() throws {
        let ledger = try LedgerBench()
        let fields: JSONObject = ["address": "alice", "credit": 100]
        let account = try ledger.ask("accounts.create", fields)
        #expect(account.object?["balance"] == 100)
        #expect(try ledger.ask("accounts.create", fields) == account)
        #expect(
            try ledger.refusal("accounts.create", ["address": "alice", "credit": 1])
                == "account-exists")
        #expect(try ledger.ask("supply.get") == ["credited": 100, "held": 100, "moving": 0])
    }

    @Test func `an account that a transfer has opened can still be given its money`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 100])
        try ledger.ask("transfers.send", ["from": "alice", "to": "bob", "amount": 10])
        try ledger.wake()
        try ledger.open(["bob": 5])
        #expect(try ledger.balance("bob") == 15)
        #expect(try ledger.ask("supply.get").object?["credited"] == 105)
    }

    @Test func `there is no more money than every reader of JSON can count`() throws {
        let ledger = try LedgerBench()
        try ledger.open(["alice": 1 << 53])
        #expect(
            try ledger.refusal("accounts.create", ["address": "bob", "credit": 1])
                == "too-much-money")
        #expect(try ledger.refusal("accounts.get", ["address": "bob"]) == "unknown-account")
    }

    @Test func `accounts are listed page by page`() throws {
        let ledger = try LedgerBench()
        for name in ["a", "b", "c"] { try ledger.open([name: 1]) }
        let page = try ledger.ask("accounts.list", ["limit": 2]).object
        #expect(page?["accounts"]?.array?.count == 2)
        let rest = try ledger.ask("accounts.list", ["limit": 2, "after": page?["next"] ?? 0]).object
        #expect(rest?["accounts"]?.array?.first?.object?["address"] == "c")
        #expect(rest?["next"] == .null)
    }

    @Test func `a method that the ledger does not have is named with those that it has`() throws {
        let reply = try LedgerBench().ask("accounts.steal").object
        #expect(reply?["rule"] == "unknown-method")
        #expect(reply?["error"]?.string?.contains("accounts.create, accounts.get") == true)
    }
}
