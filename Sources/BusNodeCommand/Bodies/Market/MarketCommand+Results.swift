import BusNode

/// `busnode market results`, `forecasts` and `try`.
extension MarketCommand {
    /// Lists what bids have brought.
    @Sendable static func results(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await withMarket(context, byDefault: operatorName) { market in
            let outcomes = try await market.outcomes(
                session: arguments.integer("session"), of: arguments.text("of"))
            try await context.output.table(
                table(outcomes), json: outcomes.map { json($0) })
            return .done
        }
    }

    /// The table of outcomes.
    static func table(_ outcomes: [Market.Outcome]) -> Table {
        var table = Table(
            .right("SESSION"), .left("BID"), .left("RESOURCE"), .left("VERDICT"),
            .right("OWN ERROR"), .right("MARKET ERROR"), .right("GAIN"), .right("PAYMENT"),
            .right("FEE"))
        for outcome in outcomes {
            table.add(
                "\(outcome.session)", outcome.bid, outcome.resource, outcome.verdict,
                error(outcome.ownError), error(outcome.marketError),
                NumberText.fixed(outcome.gainPercent, digits: 2) + " %",
                NumberText.grouped(outcome.payment), NumberText.grouped(outcome.fee))
        }
        return table
    }

    /// An error in kW, or kW², as tables show it.
    static func error(_ error: Double?) -> String {
        error.map { NumberText.fixed($0, digits: 3) } ?? "-"
    }

    /// Lists the forecasts that were paid for.
    @Sendable static func forecasts(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await withMarket(context) { market in
            var resource: Market.Resource?
            if let name = arguments.text("RESOURCE") {
                resource = try await market.resource(name)
            }
            var session = arguments.integer("session")
            var forecasts = try await market.forecasts(resource: resource?.id, session: session)
            if session == nil { session = forecasts.map(\.session).max() }
            forecasts = forecasts.filter { $0.session == session }
            var table = Table(
                .left("RESOURCE"), .left("HOUR (UTC)"), .right("KW"), .right("10 %"),
                .right("50 %"), .right("90 %"))
            for forecast in forecasts {
                table.add(
                    forecast.resource, String(time(forecast.at).prefix(16)),
                    NumberText.fixed(forecast.value, digits: 3), error(forecast.lower),
                    error(forecast.median), error(forecast.upper))
            }
            try await context.output.table(table, json: forecasts.map { json($0) })
            return .done
        }
    }

    /// Shows what a bid would have brought in the last session.
    @Sendable static func tryBid(_ context: CommandContext) async throws -> ExitCode {
        let name = try context.text("RESOURCE")
        let (price, most) = try offer(context.arguments)
        return try await withMarket(context) { market in
            let resource = try await market.resource(name)
            await context.output.status("computing")
            let trial = try await market.tryBid(
                for: resource.id, price: price, maxPayment: most, gain: gain(context.arguments))
            await context.output.endStatus()
            try await context.output.result(TrialText.lines(trial), json: trial)
            return .done
        }
    }
}
