import Topics

/// What the ledger says of a transfer.
struct TransferReport: Hashable, Sendable {
    /// Its id.
    let transfer: String
    /// How far it is.
    let state: State
    /// The address that it comes from.
    let payer: String
    /// Who gets how much.
    let outputs: [Output]

    /// How far a transfer is.
    enum State: String, Sendable {
        /// It may still be carried out or not.
        case pending
        /// It is carried out, for good.
        case confirmed
        /// It is not carried out, and never will be.
        case failed
    }

    /// What one address gets.
    struct Output: Hashable, Sendable {
        /// The address.
        let payee: String
        /// What it gets, in smallest units of money.
        let amount: Int64
    }

    /// Reads what the ledger says; nil when that is no transfer.
    init?(_ value: JSONValue) {
        guard let transfer = value["transfer"]?.string, let payer = value["payer"]?.string,
            let state = value["state"]?.string.flatMap({ State(rawValue: $0) }),
            let parts = value["outputs"]?.array
        else { return nil }
        var outputs: [Output] = []
        for part in parts {
            guard let payee = part["payee"]?.string,
                let amount = part["amount"]?.number?.integer(as: Int64.self),
                (0...Amount.limit).contains(amount)
            else { return nil }
            outputs.append(Output(payee: payee, amount: amount))
        }
        self.transfer = transfer
        self.state = state
        self.payer = payer
        self.outputs = outputs
    }

    /// What an address gets in all; nil when that is beyond all amounts.
    func received(at address: String, _ rule: AddressRule) -> Int64? {
        let spellings = rule.spellings(of: address)
        var sum: Int64 = 0
        for output in outputs where spellings.contains(output.payee) {
            let (next, isTooLarge) = sum.addingReportingOverflow(output.amount)
            guard !isTooLarge, next <= Amount.limit else { return nil }
            sum = next
        }
        return sum
    }

    /// In what this is another transfer than the one of a row; nil when it is the same.
    func difference(
        from row: Outgoing, called id: String, _ rule: AddressRule
    ) -> String? {
        if transfer != id { return "the ledger tells of the transfer \(transfer)" }
        guard rule.spellings(of: row.source).contains(payer) else {
            return "the ledger says that \(payer) pays, and not \(row.source)"
        }
        let amounts = outputs.map { String($0.amount) }.joined(separator: " + ")
        guard outputs.count == 1, let output = outputs.first, output.amount == row.amount else {
            return "the ledger says that \(amounts) is paid, and not \(row.amount)"
        }
        guard rule.spellings(of: row.address).contains(output.payee) else {
            return "the ledger says that \(output.payee) gets it, and not \(row.address)"
        }
        return nil
    }
}
