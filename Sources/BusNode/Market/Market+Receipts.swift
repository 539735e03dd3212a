import MarketEngine

/// What bids were computed from.
extension Market {
    /// What a bid was computed from, and what came of it.
    ///
    /// - Throws: `NodeError` with code `notFound` when there is no such bid of this user, and the rule
    ///   `no-result` when it was not computed.
    public func receipt(of bid: String) async throws(NodeError) -> Receipt {
        try await look("receipts.get", ["bid": .string(bid)])
    }

    /// Has a bid computed again by the market, which has everybody's data; takes as long as that takes.
    public func check(receiptOf bid: String) async throws(NodeError) -> Recomputation {
        let reply = try await look("receipts.check", ["bid": .string(bid)])
        return Recomputation(
            isSame: reply["same"]?.bool ?? false, isOwn: false, outcome: reply["computed"])
    }

    /// Computes a bid again in this process, from everybody's data; for operators, who may see them.
    public func recompute(_ bid: String) async throws(NodeError) -> Recomputation {
        let shown = try await receipt(of: bid)
        let receipt: BidReceipt = try Self.reading(shown.receipt, "receipts.get")
        var input = receipt.input
        for resource in shown.resources {
            let reply = try await look(
                "receipts.series",
                ["bid": .string(bid), "resource": .string(resource.resource)])
            input.resources.append(
                try Self.reading(reply["resource"] ?? .null, "receipts.series"))
        }
        return try await Self.recompute(
            BidReceipt(receipt.outcome, of: input, mode: receipt.mode))
    }

    /// Computes on a thread of its own: it may take seconds.
    @concurrent private static func recompute(
        _ receipt: BidReceipt
    ) async throws(NodeError) -> Recomputation {
        do {
            let again = try receipt.recomputed()
            return Recomputation(
                isSame: again == receipt.outcome, isOwn: true,
                outcome: try? again.map { try JSONValue(encoding: $0) })
        } catch {
            throw NodeError(.failed, "the bid cannot be computed again: \(error)")
        }
    }
}
