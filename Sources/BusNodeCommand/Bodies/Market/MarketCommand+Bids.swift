import BusNode

/// `busnode market bid`, `pay`, `amend`, `cancel` and `bids`.
extension MarketCommand {
    /// Places a bid.
    @Sendable static func bid(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        let name = try context.text("RESOURCE")
        let (price, most) = try offer(arguments)
        return try await withMarket(context) { market in
            let resource = try await market.resource(name)
            let bid = try await market.bid(
                for: resource.id, price: price, maxPayment: most, gain: gain(arguments),
                session: arguments.integer("session"), id: arguments.text("id"))
            try await context.output.result(
                [
                    "bid \(bid.id) is placed for session \(bid.session)",
                    line("to be paid", NumberText.grouped(bid.maxPayment)),
                    line("to", bid.marketWallet),
                ], json: json(bid))
            return .done
        }
    }

    /// The price and the cap of a bid.
    static func offer(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> (price: Int, most: Int) {
        guard let price = arguments.integer("price"), let most = arguments.integer("max-payment")
        else { throw CommandFailure(.usage, "--price and --max-payment are needed") }
        return (price, most)
    }

    /// How the error is measured.
    static func gain(_ arguments: ParsedArguments) -> Market.Bid.Gain {
        arguments.text("gain").flatMap(Market.Bid.Gain.init) ?? .meanSquaredError
    }

    /// Says which transfer pays a bid, or sends one first.
    @Sendable static func pay(_ context: CommandContext) async throws -> ExitCode {
        let id = try context.text("BID")
        return try await withMarket(context) { market in
            let bid: Market.Bid
            if let transfer = context.arguments.text("transfer") {
                bid = try await market.pay(id, with: transfer)
            } else {
                let address = try context.text("from")
                bid = try await market.pay(try await market.bid(id), from: address)
            }
            try await show(bid, context)
            return .done
        }
    }

    /// Changes an open bid.
    @Sendable static func amend(_ context: CommandContext) async throws -> ExitCode {
        let (arguments, id) = (context.arguments, try context.text("BID"))
        guard arguments.isGiven("price") || arguments.isGiven("gain") else {
            throw CommandFailure(.usage, "--price or --gain is needed")
        }
        return try await withMarket(context) { market in
            let bid = try await market.amend(
                id, price: arguments.integer("price"),
                gain: arguments.text("gain").flatMap(Market.Bid.Gain.init))
            try await show(bid, context)
            return .done
        }
    }

    /// Takes a bid back.
    @Sendable static func cancel(_ context: CommandContext) async throws -> ExitCode {
        let id = try context.text("BID")
        return try await withMarket(context) { market in
            try await show(try await market.cancel(id), context)
            return .done
        }
    }

    private static func show(_ bid: Market.Bid, _ context: CommandContext) async throws {
        let why = bid.reason.map { ": \($0)" } ?? ""
        try await context.output.result(
            [TextWidth.printable("bid \(bid.id) is \(bid.state.rawValue)\(why)")],
            json: json(bid))
    }

    /// Lists bids.
    @Sendable static func bids(_ context: CommandContext) async throws -> ExitCode {
        let arguments = context.arguments
        return try await withMarket(context, byDefault: operatorName) { market in
            let bids = try await market.bids(
                session: arguments.integer("session"),
                in: arguments.text("state").flatMap(Market.Bid.State.init),
                of: arguments.text("of"))
            try await context.output.table(table(bids), json: bids.map { json($0) })
            return .done
        }
    }

    /// The table of bids.
    static func table(_ bids: [Market.Bid]) -> Table {
        var table = Table(
            .left("BID"), .right("SESSION"), .left("USER"), .left("RESOURCE"), .right("PRICE"),
            .right("MAX PAYMENT"), .left("GAIN"), .left("STATE"), .left("WHY"))
        for bid in bids {
            table.add(
                bid.id, "\(bid.session)", bid.user, bid.resource, NumberText.grouped(bid.price),
                NumberText.grouped(bid.maxPayment), bid.gain.rawValue, bid.state.rawValue,
                bid.reason ?? bid.verdict ?? "")
        }
        return table
    }
}
