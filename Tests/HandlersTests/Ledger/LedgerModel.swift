import Handlers
import TestSupport
import Topics

/// What a ledger should have after random steps, counted in the plainest way.
struct LedgerModel {
    /// A transfer that the ledger has taken.
    struct Transfer {
        let payer: String
        let payee: String
        let amount: Int64
        let isFailing: Bool
    }

    private(set) var credits: [String: Int64] = [:]
    private(set) var transfers: [String: Transfer] = [:]
    private var failing: Int64 = 0

    private static let names = ["a", "b", "c", "d"]

    /// Does one thing to the ledger, and notes what it should have done.
    mutating func step(_ ledger: LedgerBench, _ random: inout SeededRandom) throws {
        switch UInt64.random(in: 0..<20, using: &random) {
        case 0: try ledger.reopen()
        case 1...3: try ledger.wake()
        case 4...5:
            let name = Self.names.randomElement(using: &random) ?? "a"
            let credit = Int64.random(in: 0...1_000, using: &random)
            let reply = try ledger.reply(
                "accounts.create", ["address": .string(name), "credit": JSONValue(credit)])
            if reply?.isOK == true { credits[name] = credit }
        case 6:
            failing = Int64.random(in: 0...3, using: &random)
            try ledger.ask("faults.set", ["failing_transfers": JSONValue(failing)])
        case 7: try ledger.ask("faults.set", ["lost_replies": 1])
        case 8:
            let time = Int64.random(in: 0...3_000, using: &random)
            try ledger.ask("faults.set", ["confirm_after_milliseconds": JSONValue(time)])
        default: try send(ledger, &random)
        }
        ledger.now = ledger.now.advanced(
            by: .milliseconds(Int64.random(in: 0...400, using: &random)))
    }

    /// What everybody has once everything is settled.
    func settled() -> [String: Int64] {
        var balances = credits
        for transfer in transfers.values where !transfer.isFailing {
            balances[transfer.payer, default: 0] -= transfer.amount
            balances[transfer.payee, default: 0] += transfer.amount
        }
        return balances
    }

    /// Sends a transfer again and again until there is a reply, as one does who does not know.
    private mutating func send(_ ledger: LedgerBench, _ random: inout SeededRandom) throws {
        let id = "t-\(UInt64.random(in: 0..<120, using: &random))"
        let payer = Self.names.randomElement(using: &random) ?? "a"
        let payee = Self.names.randomElement(using: &random) ?? "b"
        let amount = Int64.random(in: 1...400, using: &random)
        var reply: Reply?
        while reply == nil {
            reply = try ledger.reply(
                "transfers.send",
                [
                    "transfer": .string(id), "from": .string(payer), "to": .string(payee),
                    "amount": JSONValue(amount),
                ])
        }
        guard reply?.isOK == true, transfers[id] == nil else { return }
        transfers[id] = Transfer(
            payer: payer, payee: payee, amount: amount, isFailing: failing > 0)
        failing = max(0, failing - 1)
    }
}
