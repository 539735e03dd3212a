import Handlers
import Topics

/// A ledger that a test holds in its hands: transfers are what the test says.
struct TestLedger {
    /// A transfer.
    struct Transfer {
        var payer: String
        var outputs: [(payee: String, amount: Int64)]
        var state = "confirmed"
    }

    /// What has been sent, by the id of the transfer.
    var transfers: [String: Transfer] = [:]
    /// Whether it answers nothing.
    var isSilent = false

    /// Somebody pays somebody.
    mutating func pay(
        _ transfer: String, from payer: String, _ amount: Int64, to payee: String = "market-wallet",
        state: String = "confirmed"
    ) {
        transfers[transfer] = Transfer(
            payer: payer, outputs: [(payee: payee, amount: amount)], state: state)
    }

    /// What it says to an inquiry, which may have it pay.
    mutating func answer(_ inquiry: LedgerInquiry) -> LedgerAnswer {
        guard !isSilent else { return .silence("nothing came in time") }
        guard let id = inquiry.parameters["transfer"]?.string else {
            return .refused(.malformed, "transfer is missing")
        }
        if inquiry.method == "transfers.send" {
            guard let from = inquiry.parameters["from"]?.string,
                let to = inquiry.parameters["to"]?.string,
                let amount = inquiry.parameters["amount"]?.integer
            else { return .refused(.malformed, "something is missing") }
            if transfers[id] == nil { pay(id, from: from, Int64(amount), to: to) }
        }
        return look(id)
    }

    /// What it says of a transfer.
    func look(_ id: String) -> LedgerAnswer {
        guard let transfer = transfers[id] else {
            return .refused(.notFound, "there is no transfer \(id)")
        }
        let outputs = transfer.outputs.map { output -> JSONValue in
            ["payee": .string(output.payee), "amount": JSONValue(output.amount)]
        }
        return .ok([
            "transfer": .string(id), "state": .string(transfer.state),
            "payer": .string(transfer.payer), "outputs": .array(outputs),
        ])
    }

    /// What came to an address, less what has left it.
    func balance(of address: String) -> Int64 {
        var balance: Int64 = 0
        for transfer in transfers.values where transfer.state == "confirmed" {
            for output in transfer.outputs {
                if output.payee == address { balance += output.amount }
                if transfer.payer == address { balance -= output.amount }
            }
        }
        return balance
    }
}
