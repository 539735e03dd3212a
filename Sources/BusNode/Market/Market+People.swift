/// Users and their wallets.
extension Market {
    /// Makes this user known to the market; the same again changes nothing.
    ///
    /// - Parameter name: what people call them; their id when nil.
    /// - Throws: `NodeError` with code `conflict` when the user is known as another one.
    @discardableResult
    public func join(name: String? = nil) async throws(NodeError) -> User {
        // Nobody acts yet: whoever joins is no user before.
        try Self.reading(
            try await send(
                "users.create", .fields(["id": .string(user), "name": .text(name)])),
            "users.create")
    }

    /// Makes another user known; for operators.
    ///
    /// - Throws: `NodeError` with code `conflict` when the user is known as another one.
    @discardableResult
    public func addUser(
        _ id: String, name: String? = nil, isOperator: Bool = false
    ) async throws(NodeError) -> User {
        try await change(
            "users.create",
            .fields(["id": .string(id), "name": .text(name), "operator": .bool(isOperator)]))
    }

    /// This user as the market knows them.
    ///
    /// - Throws: `NodeError` with the rule `unknown-user` when it does not.
    public func me() async throws(NodeError) -> User {
        try await look("users.get")
    }

    /// All users; for operators.
    public func users() async throws(NodeError) -> [User] {
        try await list("users.list", "users")
    }

    /// Says where this user's money comes from and goes to.
    ///
    /// - Throws: `NodeError` with the rule `wallet-taken` when the address is somebody else's.
    @discardableResult
    public func setWallet(_ address: String) async throws(NodeError) -> Wallet {
        try await change("wallets.set", ["address": .string(address)])
    }

    /// The address of this user.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is none.
    public func wallet() async throws(NodeError) -> Wallet {
        try await look("wallets.get", ["of": .string(user)])
    }

    /// Says where the market's money is; for operators.
    ///
    /// - Throws: `NodeError` with the rule `wallet-taken` when the address is a user's.
    @discardableResult
    public func setMarketWallet(_ address: String) async throws(NodeError) -> Wallet {
        try await change("market-wallet.set", ["address": .string(address)])
    }

    /// Where bids are paid to.
    ///
    /// - Throws: `NodeError` with the rule `no-market-wallet` when that was not said yet.
    public func marketWallet() async throws(NodeError) -> Wallet {
        try await look("market-wallet.get")
    }
}
