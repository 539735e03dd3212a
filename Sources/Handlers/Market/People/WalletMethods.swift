import Topics

/// The addresses of users and of the market at the ledger.
enum WalletMethods {
    static let all: [MarketMethod] = [
        .change("wallets.set", set), .look("wallets.get", get),
        .change("market-wallet.set", setMarket), .look("market-wallet.get", getMarket),
    ]

    private static func set(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let given = readAddress(&fields, turn)
        let user = try turn.actor(&fields)
        let address = try fields.checked(given)
        let known = try turn.store.wallets.wallet(of: user.id)
        if let known, known.address == address { return .object(known.json) }
        try refuseTaken(address, to: .user(user.id), turn)
        let wallet = Wallet(user: user.id, address: address, registeredAt: turn.now)
        try turn.store.wallets.set(wallet)
        return .object(wallet.json)
    }

    private static func get(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let viewer = try turn.viewer(&fields)
        let id = viewer.of ?? viewer.user.id
        guard let wallet = try turn.store.wallets.wallet(of: id) else {
            throw RequestRefusal(.notFound, "no-wallet", "\(id) has no wallet")
        }
        return .object(wallet.json)
    }

    private static func setMarket(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        let given = readAddress(&fields, turn)
        _ = try turn.operator(&fields)
        let address = try fields.checked(given)
        let known = try turn.store.wallets.ofMarket()
        if let known, known.address == address { return .object(known.json) }
        try refuseTaken(address, to: .market, turn)
        let wallet = MarketWallet(address: address, registeredAt: turn.now)
        try turn.store.wallets.setMarket(wallet)
        return .object(wallet.json)
    }

    private static func getMarket(
        _ turn: MarketTurn, _ fields: inout RequestFields
    ) throws -> JSONValue {
        _ = try turn.actor(&fields)
        guard let wallet = try turn.store.wallets.ofMarket() else {
            throw RequestRefusal(.notFound, "no-market-wallet", "the market has no wallet yet")
        }
        return .object(wallet.json)
    }

    private static func readAddress(
        _ fields: inout RequestFields, _ turn: MarketTurn
    ) -> String? {
        guard let address = fields.text("address") else { return nil }
        do {
            try turn.settings.addresses.check(address)
        } catch {
            fields.refuse("address", error.description)
        }
        return address
    }

    private static func refuseTaken(
        _ address: String, to owner: WalletOwner, _ turn: MarketTurn
    ) throws {
        guard let taken = try turn.walletOwner(address), taken != owner else { return }
        // Whose it is, is nobody's business.
        throw RequestRefusal(
            .conflict, "wallet-taken",
            "this address is " + (taken == .market ? "that of the market" : "another user's"))
    }
}
