/// Bids and their payments.
extension Market {
    /// Bids for a better forecast of a resource; the bid counts when it is paid, to its `marketWallet`.
    ///
    /// - Parameters:
    ///   - resource: the id of a resource of this user.
    ///   - price: smallest units of money for each percentage point by which the error falls.
    ///   - maxPayment: the most that is paid; it has to be deposited.
    ///   - gain: how the error is measured.
    ///   - session: the session; the open one when nil.
    ///   - id: what the bid is called in requests; nil to let the market choose.
    /// - Throws: `NodeError` with a rule such as `no-wallet`, `session-not-open` or `bid-exists`.
    @discardableResult
    public func bid(
        for resource: String, price: Int, maxPayment: Int, gain: Bid.Gain = .meanSquaredError,
        session: Int? = nil, id: String? = nil
    ) async throws(NodeError) -> Bid {
        try await change(
            "bids.place",
            .fields([
                "resource": .string(resource), "price": JSONValue(price),
                "max_payment": JSONValue(maxPayment), "gain": .string(gain.rawValue),
                "session": .integer(session), "id": .text(id),
            ]))
    }

    /// Says which transfer at the ledger pays a bid; the market looks at it.
    @discardableResult
    public func pay(_ bid: String, with transfer: String) async throws(NodeError) -> Bid {
        try await change("bids.pay", ["bid": .string(bid), "transfer": .string(transfer)])
    }

    /// Sends the deposit of a bid at the ledger, and tells the market so. Doing it again pays once.
    ///
    /// - Parameter address: where the money is; this user's wallet, or the market refuses it.
    @discardableResult
    public func pay(_ bid: Bid, from address: String) async throws(NodeError) -> Bid {
        let transfer = try await node.ledger.send(
            bid.maxPayment, from: address, to: bid.marketWallet, id: "bid-\(bid.id)")
        return try await pay(bid.id, with: transfer.id)
    }

    /// Changes an open bid; what is nil stays.
    @discardableResult
    public func amend(
        _ bid: String, price: Int? = nil, gain: Bid.Gain? = nil
    ) async throws(NodeError) -> Bid {
        try await change(
            "bids.amend",
            .fields([
                "bid": .string(bid), "price": .integer(price), "gain": .text(gain?.rawValue),
            ]))
    }

    /// Takes a bid back; a deposit goes to the balance, or back to who paid it.
    @discardableResult
    public func cancel(_ bid: String) async throws(NodeError) -> Bid {
        try await change("bids.cancel", ["bid": .string(bid)])
    }

    /// A bid.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is none.
    public func bid(_ id: String) async throws(NodeError) -> Bid {
        try await look("bids.get", ["bid": .string(id)])
    }

    /// The bids of this user; operators see those of all, or of one.
    public func bids(
        session: Int? = nil, in state: Bid.State? = nil, of owner: String? = nil
    ) async throws(NodeError) -> [Bid] {
        try await list(
            "bids.list", "bids",
            .fields([
                "session": .integer(session), "state": .text(state?.rawValue),
                "of": .text(owner),
            ]))
    }
}
