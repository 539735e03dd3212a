import BusNode

/// `busnode market receipt`.
extension MarketCommand {
    /// Shows what a bid was computed from, and has it computed again.
    @Sendable static func receipt(_ context: CommandContext) async throws -> ExitCode {
        let id = try context.text("BID")
        return try await withMarket(context) { market in
            let receipt = try await market.receipt(of: id)
            await context.output.status("computing bid \(id) again")
            // Who may see everybody's data need not believe the market.
            let again: Market.Recomputation
            if try await market.me().isOperator {
                again = try await market.recompute(id)
            } else {
                again = try await market.check(receiptOf: id)
            }
            await context.output.endStatus()
            var document = json(receipt).object ?? [:]
            document["same"] = .bool(again.isSame)
            document["recomputed_by"] = again.isOwn ? "this command" : "the market"
            try await context.output.result(
                ReceiptText(receipt).lines(again, terminal: context.output.terminal),
                json: .object(document))
            return again.isSame ? .done : .badData
        }
    }
}
