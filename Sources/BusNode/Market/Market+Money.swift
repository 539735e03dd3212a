/// Money in the market.
extension Market {
    /// What this user has in the market.
    public func balance() async throws(NodeError) -> Balance {
        try await look("balances.get")
    }

    /// What everybody has in the market; for operators.
    public func balances() async throws(NodeError) -> [Balance] {
        try await list("balances.list", "balances")
    }

    /// What sessions were to this user; operators see those of all, or of one.
    public func sessionBalances(
        session: Int? = nil, of owner: String? = nil
    ) async throws(NodeError) -> [SessionBalance] {
        try await list(
            "balances.sessions", "sessions",
            .fields(["session": .integer(session), "of": .text(owner)]))
    }

    /// The lines of this user's account; operators see those of all, or of one.
    public func transactions(
        session: Int? = nil, of owner: String? = nil, limit: Int? = nil
    ) async throws(NodeError) -> [Transaction] {
        try await list(
            "transactions.list", "transactions",
            .fields(["session": .integer(session), "of": .text(owner)]), limit: limit)
    }

    /// What the market has sent to this user's wallet; operators see all, or what one got.
    public func payouts(of owner: String? = nil) async throws(NodeError) -> [Payout] {
        try await list("payouts.list", "payouts", .fields(["of": .text(owner)]))
    }

    /// Has money sent to this user's wallet now, also where it is less than what is sent by itself.
    ///
    /// - Parameter amount: how much; everything that may leave when nil.
    @discardableResult
    public func payout(_ amount: Int? = nil) async throws(NodeError) -> Payout {
        try await change("payouts.request", .fields(["amount": .integer(amount)]))
    }

    /// The deposits that go back.
    public func refunds(of owner: String? = nil) async throws(NodeError) -> [Payout] {
        try await list("refunds.list", "refunds", .fields(["of": .text(owner)]))
    }

    /// What the ledger says of the market's wallet.
    ///
    /// - Throws: `NodeError` with code `nobodyServes` when there is no ledger on this bus.
    public func ledgerBalance() async throws(NodeError) -> Int {
        try await node.ledger.account(try await marketWallet().address).balance
    }

    /// Whether the market's books add up, and are the same as the ledger's, as JSON (docs/market.md); for
    /// operators.
    public func audit() async throws(NodeError) -> JSONValue {
        try await look("market.audit")
    }
}
