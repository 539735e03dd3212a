import Topics

/// What is asked about accounts.
extension LedgerMethod {
    /// The largest amount, and all money of a ledger together: above it not every reader of JSON is exact.
    package static let amountLimit: Int64 = 1 << 53

    static let createAccount = LedgerMethod("accounts.create") { turn, fields in
        let address = fields.text("address")
        turn.check(address, "address", in: &fields)
        let credit = fields.integerIfPresent("credit", in: 0...amountLimit) ?? 0
        return try create(fields.checked(address), credit: credit, turn).json
    }

    static let accountMethods: [LedgerMethod] = [
        createAccount,
        LedgerMethod("accounts.get") { turn, fields in
            let address = fields.text("address")
            return try turn.account(fields.checked(address)).json
        },
        LedgerMethod("accounts.list") { turn, fields in
            let limit = fields.integerIfPresent("limit", in: 1...pageLimit) ?? usualPage
            let after = fields.integerIfPresent("after") ?? 0
            try fields.check()
            let accounts = try turn.store.accounts.list(after: after, limit: limit + 1)
            return page("accounts", accounts, limit: limit, number: \.number, json: \.json)
        },
        LedgerMethod("supply.get") { turn, fields in
            try fields.check()
            let totals = try turn.store.totals.current
            return [
                "credited": JSONValue(totals.credited), "held": JSONValue(totals.held),
                "moving": JSONValue(totals.moving),
            ]
        },
    ]

    private static func create(
        _ address: String, credit: Int64, _ turn: LedgerTurn
    ) throws -> LedgerAccount {
        try turn.store.accounts.open(address, at: turn.now)
        let account = try turn.account(address)
        guard account.credit != credit else { return account }
        if let known = account.credit {
            throw RequestRefusal(
                .conflict, "account-exists",
                "the account of \(address) was opened with \(known), and not with \(credit)")
        }
        let credited = try turn.store.totals.current.credited
        guard credit <= amountLimit - credited else {
            throw RequestRefusal(
                .conflict, "too-much-money",
                "the ledger has \(credited), and with \(credit) more than the limit \(amountLimit)")
        }
        try turn.store.accounts.credit(address, credit)
        return try turn.account(address)
    }
}
