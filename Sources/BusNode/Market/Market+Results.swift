/// What sessions have brought.
extension Market {
    /// What became of this user's bids in finished sessions; operators see those of all, or of one.
    public func outcomes(
        session: Int? = nil, of owner: String? = nil
    ) async throws(NodeError) -> [Outcome] {
        try await list(
            "results.list", "results",
            .fields(["session": .integer(session), "of": .text(owner)]))
    }

    /// The forecasts that this user has paid for.
    ///
    /// - Parameter resource: the id of a resource; of all when nil.
    public func forecasts(
        resource: String? = nil, session: Int? = nil
    ) async throws(NodeError) -> [Forecast] {
        try await list(
            "forecasts.list", "forecasts",
            .fields([
                "resource": .text(resource), "session": .integer(session), "of": .string(user),
            ]))
    }

    /// What a bid would have brought in the last finished session, as JSON; nothing is paid, and nothing
    /// changes.
    public func tryBid(
        for resource: String, price: Int, maxPayment: Int, gain: Bid.Gain = .meanSquaredError
    ) async throws(NodeError) -> JSONValue {
        try await look(
            "trials.compute",
            [
                "resource": .string(resource), "price": JSONValue(price),
                "max_payment": JSONValue(maxPayment), "gain": .string(gain.rawValue),
            ])
    }
}
