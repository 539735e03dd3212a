import BusNode

/// `busnode market`: what the market is like now, and all that is done with it.
enum MarketCommand {
    /// What performs the commands below it.
    static let bodies: [String: CommandDefinition.Body] = [
        "open": open, "run": run, "sessions": sessions, "session": session,
        "bid": bid, "pay": pay, "amend": amend, "cancel": cancel, "bids": bids,
        "results": results, "forecasts": forecasts, "try": tryBid, "receipt": receipt,
        "balance": balance, "transactions": transactions, "payouts": payouts, "audit": audit,
        "user": user, "users": users, "wallet": wallet, "resource": resource,
        "resources": resources, "measure": measure, "watch": watch,
        "serve": MarketServing.serve,
    ]

    /// Who acts when nobody was named, in commands of operators.
    static let operatorName = "operator"

    /// Shows how the market goes about it, and how far it is.
    @Sendable static func describe(_ context: CommandContext) async throws -> ExitCode {
        try await withMarket(context, byDefault: operatorName) { market in
            let description = try await market.description()
            try await context.output.result(
                MarketText.lines(ofMarket: description), json: description)
            return .done
        }
    }

    /// Calls `body` with the market, for the user of the command line or of `BUSNODE_USER`.
    static func withMarket<Result: Sendable>(
        _ context: CommandContext, byDefault usual: String? = nil,
        _ body: (Market) async throws -> Result
    ) async throws -> Result {
        guard let user = context.arguments.text("user") ?? usual else {
            throw CommandFailure(
                .usage, "nobody is named for whom this is",
                advice: "give --user, or set the variable BUSNODE_USER")
        }
        return try await BusLocation.withNode(context) { node in
            do {
                return try await body(node.market(as: user))
            } catch let error as NodeError {
                throw failure(error)
            }
        }
    }

    /// What a refusal of the market means to a script.
    static func failure(_ error: NodeError) -> CommandFailure {
        // What a rule forbids as things are is not a wrong value.
        if error.code == .conflict { return CommandFailure(.refused, error.message) }
        if error.code == .nobodyServes {
            return CommandFailure(
                .notFound, error.message, advice: "\"busnode market serve\" runs a market")
        }
        return CommandFailure(error)
    }

    /// What a market answered, as JSON again.
    static func json(_ value: some Encodable) -> JSONValue {
        guard let json = try? JSONValue(encoding: value) else {
            preconditionFailure("what came as JSON can be written as JSON")
        }
        return json
    }

    /// A moment as tables show it, in UTC.
    static func time(_ time: Timestamp?) -> String {
        time.map { String($0.description.prefix(19)).replacing("T", with: " ") } ?? "-"
    }

    /// A text with its title, for lines under each other.
    static func line(_ title: String, _ text: String) -> String {
        title + String(repeating: " ", count: max(1, 15 - title.count))
            + TextWidth.printable(text)
    }
}
