import BusNode

/// `busnode market open`, `run`, `sessions` and `session`.
extension MarketCommand {
    /// Opens a session, unless one is open, and shows it.
    @Sendable static func open(_ context: CommandContext) async throws -> ExitCode {
        let options = try sessionOptions(context.arguments)
        return try await withMarket(context, byDefault: operatorName) { market in
            var session = try await latest(market)
            if session == nil || session?.state == .finished {
                session = try await market.stage(options)
            } else if let session, !options.isEmpty {
                throw CommandFailure(
                    .refused,
                    "session \(session.number) is \(session.state.rawValue) as it is; "
                        + "options are for a session that is not there yet")
            }
            guard var session else { return .internalError }
            if session.state == .staged {
                session = try await market.open(session.number, closing: try closing(context))
            }
            guard session.state == .open else {
                throw CommandFailure(
                    .refused, "session \(session.number) is \(session.state.rawValue)")
            }
            try await show(session, wallet: try await market.marketWallet(), context)
            return .done
        }
    }

    private static func show(
        _ session: Market.Session, wallet: Market.Wallet, _ context: CommandContext
    ) async throws {
        var document = json(session).object ?? [:]
        document["market_wallet"] = .string(wallet.address)
        try await context.output.result(
            MarketText.head(of: session) + [line("pay bids to", wallet.address)],
            json: .object(document))
    }

    private static func latest(_ market: Market) async throws -> Market.Session? {
        do {
            return try await market.session()
        } catch {
            guard error.code == .notFound else { throw error }
            return nil
        }
    }

    private static func closing(_ context: CommandContext) throws(CommandFailure) -> Timestamp? {
        if let time = context.arguments.time("closing") { return time }
        return context.arguments.duration("for").map { Clocks.calendar.advanced(by: $0) }
    }

    private static func sessionOptions(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> Market.SessionOptions {
        var options = Market.SessionOptions()
        options.price = arguments.integer("price").map(Double.init)
        options.seed = arguments.integer("seed")
        options.mode = arguments.text("mode")
        var parameters = JSONObject()
        for (key, text) in arguments.pairs("parameter").sorted(by: { $0.key < $1.key }) {
            guard let value = try? JSONValue(parsing: text) else {
                throw CommandFailure(.badData, "the parameter \(key) is \(text), no JSON value")
            }
            parameters[key] = value
        }
        if !parameters.isEmpty { options.parameters = parameters }
        return options
    }

    /// Closes a session, has it computed, and waits for what comes of it.
    @Sendable static func run(_ context: CommandContext) async throws -> ExitCode {
        let patience = context.arguments.duration("timeout") ?? .seconds(600)
        return try await withMarket(context, byDefault: operatorName) { market in
            let number: Int
            if let given = context.arguments.integer("SESSION") {
                number = given
            } else {
                number = try await market.session().number
            }
            var session = try await market.run(number)
            let deadline = ContinuousClock.now.advanced(by: patience)
            while session.state != .finished {
                await context.output.status("session \(number): \(progress(of: session))")
                guard ContinuousClock.now < deadline else {
                    throw CommandFailure(
                        .timedOut, "session \(number) is still \(session.state.rawValue)")
                }
                try await Task.sleep(for: .milliseconds(100))
                session = try await market.session(number)
            }
            await context.output.endStatus()
            return try await show(finished: session, market, context)
        }
    }

    private static func progress(of session: Market.Session) -> String {
        switch session.state {
        case .staged, .open: "closing"
        case .closed: "closed; waiting for payments until \(time(session.settleBy)) UTC at most"
        case .running: "computing"
        case .finished: "finished"
        }
    }

    private static func show(
        finished session: Market.Session, _ market: Market, _ context: CommandContext
    ) async throws -> ExitCode {
        let outcomes = try await market.outcomes(session: session.number)
        let payments = outcomes.reduce(0) { $0 + $1.payment }
        let fees = outcomes.reduce(0) { $0 + $1.fee }
        let paid = outcomes.count { $0.payment > 0 }
        var lines = [
            "session \(session.number) is finished: \(paid) of \(outcomes.count) bids pay "
                + "\(NumberText.grouped(payments)), of which \(NumberText.grouped(fees)) are the fee"
        ]
        if let failure = session.failure { lines.append(line("failure", failure)) }
        try await context.output.result(lines, json: json(session))
        return session.failure == nil ? .done : .failed
    }

    /// Lists sessions, as a table or as a chart.
    @Sendable static func sessions(_ context: CommandContext) async throws -> ExitCode {
        let state = context.arguments.text("state").flatMap(Market.Session.State.init)
        let last = context.arguments.integer("last")
        return try await withMarket(context, byDefault: operatorName) { market in
            let sessions = try await market.sessions(in: state, last: last)
            let balances = try await market.sessionBalances()
            let sums = SessionSums(balances)
            let isOfAll = try await market.me().isOperator
            if context.arguments.flag("chart") {
                let whose = isOfAll ? "all users" : market.user
                let rows = sessions.map { session in
                    SessionChart.Row(
                        session: session.number, price: session.price,
                        payments: sums.payments(session), revenues: sums.revenues(session))
                }
                let chart = SessionChart(
                    rows, title: "Prices of sessions, payments and revenues of \(whose)")
                try await context.output.result(
                    chart.lines(width: context.output.terminal.width),
                    json: .array(sessions.map { json($0, sums) }))
                return .done
            }
            try await context.output.table(
                table(sessions, sums), json: sessions.map { json($0, sums) })
            return .done
        }
    }

    private static func json(
        _ session: Market.Session, _ sums: SessionSums
    ) -> JSONValue {
        var document = json(session).object ?? [:]
        document["payments"] = JSONValue(sums.payments(session) ?? 0)
        document["revenues"] = JSONValue(sums.revenues(session) ?? 0)
        return .object(document)
    }

    /// The table of sessions.
    static func table(_ sessions: [Market.Session], _ sums: SessionSums) -> Table {
        var table = Table(
            .right("SESSION"), .left("STATE"), .right("PRICE"), .right("PAYMENTS"),
            .right("REVENUES"), .left("GATE CLOSURE"))
        for session in sessions {
            func amount(_ amount: Int?) -> String { amount.map { NumberText.grouped($0) } ?? "-" }
            table.add(
                "\(session.number)",
                session.state.rawValue + (session.failure == nil ? "" : ", failed"),
                NumberText.grouped(session.price),
                amount(sums.payments(session)), amount(sums.revenues(session)),
                time(session.closedAt ?? session.gateClosure))
        }
        return table
    }

    /// Shows a session.
    @Sendable static func session(_ context: CommandContext) async throws -> ExitCode {
        try await withMarket(context, byDefault: operatorName) { market in
            let session = try await market.session(context.arguments.integer("SESSION"))
            try await context.output.result(MarketText.lines(of: session), json: json(session))
            return .done
        }
    }
}
