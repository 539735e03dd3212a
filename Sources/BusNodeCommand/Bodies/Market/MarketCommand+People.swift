import BusNode

/// `busnode market user`, `users` and `wallet`.
extension MarketCommand {
    /// Makes a user known.
    @Sendable static func user(_ context: CommandContext) async throws -> ExitCode {
        let (id, name) = (try context.text("ID"), context.arguments.text("name"))
        let isOperator = context.arguments.flag("operator")
        return try await withMarket(context, byDefault: isOperator ? operatorName : id) { market in
            let user =
                isOperator
                ? try await market.addUser(id, name: name, isOperator: true)
                : try await market.other(id).join(name: name)
            try await context.output.result(
                ["\(user.isOperator ? "operator" : "user") \(user.id) is there"],
                json: json(user))
            return .done
        }
    }

    /// Lists the users.
    @Sendable static func users(_ context: CommandContext) async throws -> ExitCode {
        try await withMarket(context, byDefault: operatorName) { market in
            let users = try await market.users()
            var table = Table(
                .left("USER"), .left("NAME"), .left("OPERATOR"), .left("SINCE (UTC)"))
            for user in users {
                table.add(
                    user.id, user.name, user.isOperator ? "yes" : "", time(user.createdAt))
            }
            try await context.output.table(table, json: users.map { json($0) })
            return .done
        }
    }

    /// Shows or sets a wallet.
    @Sendable static func wallet(_ context: CommandContext) async throws -> ExitCode {
        let address = context.arguments.text("ADDRESS")
        let isOfMarket = context.arguments.flag("market")
        return try await withMarket(context, byDefault: isOfMarket ? operatorName : nil) { market in
            let wallet: Market.Wallet
            switch (address, isOfMarket) {
            case (let address?, true): wallet = try await market.setMarketWallet(address)
            case (let address?, false): wallet = try await market.setWallet(address)
            case (nil, true): wallet = try await market.marketWallet()
            case (nil, false): wallet = try await market.wallet()
            }
            let owner = isOfMarket ? "the market" : market.user
            try await context.output.result(
                ["\(wallet.address) is the wallet of \(owner)"], json: json(wallet))
            return .done
        }
    }
}
