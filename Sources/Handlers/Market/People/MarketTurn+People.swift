import Topics

/// Who asks. The bus is trusted: whoever may ask says in the member `user` for whom.
extension MarketTurn {
    /// The user for whom is asked, named in the member `user`.
    ///
    /// Call it when all other fields are read: it checks them all.
    ///
    /// - Throws: `RequestRefusal` for bad fields, and 403 `unknown-user`.
    func actor(_ fields: inout RequestFields) throws -> User {
        let id = fields.text("user", limit: UserID.limit)
        return try knownActor(try fields.checked(id))
    }

    /// Like `actor`, for what only operators may do.
    ///
    /// - Throws: `RequestRefusal` like `actor`, and 403 `not-an-operator`.
    func `operator`(_ fields: inout RequestFields) throws -> User {
        let user = try actor(&fields)
        try requireOperator(user)
        return user
    }

    /// Who asks, and whose rows are shown: the member `of` names a user; operators see those of all users
    /// without it, the others their own.
    ///
    /// Call it in place of `actor`, when all other fields are read.
    ///
    /// - Throws: `RequestRefusal` like `actor`, 403 `not-an-operator` and 404 `unknown-user`.
    func viewer(_ fields: inout RequestFields) throws -> Viewer {
        let of = fields.textIfPresent("of", limit: UserID.limit)
        let user = try actor(&fields)
        guard user.isOperator else {
            if let of, of != user.id { try requireOperator(user) }
            return Viewer(user: user, of: user.id)
        }
        if let of, try store.users.user(of) == nil {
            throw RequestRefusal(.notFound, "unknown-user", "there is no user \(of)")
        }
        return Viewer(user: user, of: of)
    }

    /// The user of an id that acts.
    func knownActor(_ id: String) throws -> User {
        guard let user = try store.users.user(id) else {
            throw RequestRefusal(
                .forbidden, "unknown-user", "there is no user \(id) who could ask for this")
        }
        return user
    }

    /// Refuses whoever is no operator.
    func requireOperator(_ user: User) throws(RequestRefusal) {
        guard user.isOperator else {
            throw RequestRefusal(
                .forbidden, "not-an-operator", "\(user.id) is not an operator of the market")
        }
    }

    /// Makes sure that whom the settings name runs the market, and that it has the wallet of the settings
    /// when it has none and nobody else has that one.
    func settleIn() throws {
        let known = try store.users.user(settings.operatorName)
        if let known {
            if !known.isOperator { try store.users.promote(known.id) }
        } else {
            let name = settings.operatorName
            try store.users.add(User(id: name, name: name, isOperator: true, createdAt: now))
        }
        guard let address = settings.wallet, try store.wallets.ofMarket() == nil,
            try walletOwner(address) == nil
        else { return }
        try store.wallets.setMarket(MarketWallet(address: address, registeredAt: now))
    }

    /// Who has an address already, however it is spelled: a user, or `the market`.
    func walletOwner(_ address: String) throws -> WalletOwner? {
        for spelling in settings.addresses.spellings(of: address) {
            if try store.wallets.ofMarket()?.address == spelling { return .market }
            if let wallet = try store.wallets.wallet(at: spelling) { return .user(wallet.user) }
        }
        return nil
    }
}
