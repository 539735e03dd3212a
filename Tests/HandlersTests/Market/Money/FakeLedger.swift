@testable import Handlers
import TestSupport
import Topics

/// A ledger in memory that does what it is told, as far as it likes.
struct FakeLedger {
    /// What each address has.
    var balances: [String: Int64] = [:]
    /// All transfers by their ids.
    var transfers: [String: Transfer] = [:]
    /// How many of a hundred transfers fail.
    var failing = 20
    /// How many of a hundred new transfers are not taken.
    var refusing = 10

    struct Transfer: Hashable {
        let from: String
        let to: String
        let amount: Int64
        var state = "pending"
    }

    /// What has been carried out, or may still be.
    var live: [String: Transfer] { transfers.filter { $0.value.state != "failed" } }

    mutating func answer(
        _ inquiry: LedgerInquiry, _ random: inout SeededRandom
    ) -> LedgerAnswer {
        let id = inquiry.parameters["transfer"]?.string ?? ""
        guard inquiry.method == "transfers.send" else {
            return transfers[id].map { tell(id, $0) } ?? .refused(.notFound, "no \(id)")
        }
        let wanted = Transfer(
            from: inquiry.parameters["from"]?.string ?? "",
            to: inquiry.parameters["to"]?.string ?? "",
            amount: inquiry.parameters["amount"]?.number?.integer(as: Int64.self) ?? 0)
        if let known = transfers[id] {
            let isSame =
                (known.from, known.to, known.amount) == (wanted.from, wanted.to, wanted.amount)
            return isSame ? tell(id, known) : .refused(.conflict, "\(id) is used")
        }
        if Int.random(in: 0..<100, using: &random) < refusing {
            return .refused(Bool.random(using: &random) ? .malformed : .conflict, "not today")
        }
        guard wanted.amount <= balances[wanted.from] ?? 0 else {
            return .refused(.conflict, "\(wanted.from) has too little")
        }
        balances[wanted.from, default: 0] -= wanted.amount
        transfers[id] = wanted
        if Bool.random(using: &random) { settle(id, &random) }
        return transfers[id].map { tell(id, $0) } ?? .silence("")
    }

    /// A transfer that is pending is carried out, or fails.
    mutating func settle(_ id: String, _ random: inout SeededRandom) {
        guard let transfer = transfers[id], transfer.state == "pending" else { return }
        let isFailing = Int.random(in: 0..<100, using: &random) < failing
        balances[isFailing ? transfer.from : transfer.to, default: 0] += transfer.amount
        transfers[id]?.state = isFailing ? "failed" : "confirmed"
    }

    private func tell(_ id: String, _ transfer: Transfer) -> LedgerAnswer {
        MoneyBench.transfer(
            id, transfer.state, from: transfer.from, to: transfer.to, transfer.amount)
    }
}
