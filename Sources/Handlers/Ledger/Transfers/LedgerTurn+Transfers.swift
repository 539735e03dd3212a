import Topics

/// Moving money.
extension LedgerTurn {
    /// Takes the money from the payer, unless that was done for this order before.
    ///
    /// - Throws: `RequestRefusal` when the id is that of another order, or there is too little money.
    func send(_ order: LedgerOrder) throws -> LedgerTransfer {
        if let id = order.id, let known = try store.transfers.find(id) {
            guard known.payer == order.payer, known.outputs == order.outputs else {
                throw RequestRefusal(
                    .conflict, "transfer-id-used",
                    "the transfer \(id) is another one: \(known.amount) from \(known.payer)")
            }
            return known
        }
        let payer = try account(order.payer)
        guard order.amount <= payer.balance else {
            throw RequestRefusal(
                .conflict, "balance-too-low",
                "\(order.payer) has \(payer.balance), and the transfer needs \(order.amount)")
        }
        try store.accounts.change(order.payer, by: -order.amount)
        for output in order.outputs { try store.accounts.open(output.payee, at: now) }
        let id = try order.id ?? store.transfers.unusedID(of: store.name)
        let delay = try store.faults.current.confirmAfter ?? settings.confirmAfter
        try store.transfers.add(
            order, id: id, at: now, settlesAt: now.advanced(by: delay),
            isFailing: store.faults.failTransfer())
        return try transfer(id)
    }

    /// The transfer of an id.
    ///
    /// - Throws: `RequestRefusal` when there is none.
    func transfer(_ id: String) throws -> LedgerTransfer {
        guard let transfer = try store.transfers.find(id) else {
            throw RequestRefusal(
                .notFound, "unknown-transfer", "the ledger knows no transfer \(id)")
        }
        return transfer
    }

    /// Gives the money of transfers that are due to the payees, or back to the payers.
    func settleDue(limit: Int) throws {
        for transfer in try store.transfers.due(at: now, limit: limit) {
            if transfer.isFailing {
                try store.accounts.change(transfer.payer, by: transfer.amount)
            } else {
                for output in transfer.outputs {
                    try store.accounts.change(output.payee, by: output.amount)
                }
            }
            try store.transfers.settle(
                transfer.number, as: transfer.isFailing ? .failed : .confirmed, at: now)
            try store.events.add(
                transfer.isFailing ? .transferFailed : .transferConfirmed,
                of: transfer.number, at: now)
        }
    }
}
