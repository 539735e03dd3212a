import Topics

/// What is asked about transfers.
extension LedgerMethod {
    static let transferMethods: [LedgerMethod] = [
        LedgerMethod("transfers.send") { turn, fields in
            let order = try LedgerOrder(&fields, turn)
            return try turn.send(order).json
        },
        LedgerMethod("transfers.get") { turn, fields in
            let id = LedgerOrder.id(&fields, isNeeded: true)
            return try turn.transfer(fields.checked(id)).json
        },
        LedgerMethod("transfers.list") { turn, fields in
            let address = fields.textIfPresent("address")
            let limit = fields.integerIfPresent("limit", in: 1...pageLimit) ?? usualPage
            let after = fields.integerIfPresent("after") ?? 0
            try fields.check()
            let transfers = try turn.store.transfers.list(
                of: address, after: after, limit: limit + 1)
            return page("transfers", transfers, limit: limit, number: \.number, json: \.json)
        },
    ]
}
