import BusNode

/// `busnode market serve`: a market in this process, until it is asked to stop.
enum MarketServing {
    /// Runs a market.
    @Sendable static func serve(_ context: CommandContext) async throws -> ExitCode {
        let store = context.arguments.text("store") ?? ":memory:"
        let market = try market(context.arguments)
        try NodeCommands.makeFolder(of: store)
        let bus = try BusLocation.address(context)
        let stop = StopSignal(context)
        do {
            try await MarketNode.run(
                bus: bus, store: store, settings: MarketNode.Settings(market),
                onReady: { await NodeCommands.announce("market", at: bus, context, stop) },
                until: stop.wait)
        } catch {
            throw CommandFailure(error)
        }
        return .done
    }

    /// The arguments with which the command runs a market of a topology.
    static func arguments(of market: TopologyMarket) -> [String] {
        var arguments = ["--schedule", market.schedule.text]
        func add(_ name: String, _ value: String?) {
            if let value { arguments += ["--" + name, value] }
        }
        add("wallet", market.wallet)
        add("mode", market.mode?.rawValue)
        add("addresses", market.addresses?.rawValue)
        add("operator", market.operatorName)
        add("confirm-within", market.confirmWithin.map(DurationText.write))
        add("closing-soon", market.closingSoon.map(DurationText.write))
        add("least-payment", market.leastPayment.map { "\($0)" })
        add("least-payout", market.leastPayout.map { "\($0)" })
        for (key, value) in market.parameters { add("parameter", "\(key)=\(value.text())") }
        return arguments
    }

    private static func market(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> TopologyMarket {
        var market = TopologyMarket()
        market.wallet = arguments.text("wallet")
        do {
            market.schedule = try arguments.text("schedule").map(MarketSchedule.init) ?? .manual
        } catch {
            throw CommandFailure(.usage, "--schedule: \(error)")
        }
        market.mode = arguments.text("mode").flatMap(TopologyMarket.Mode.init)
        market.addresses = arguments.text("addresses").flatMap(TopologyMarket.Addresses.init)
        market.operatorName = arguments.text("operator")
        market.confirmWithin = arguments.duration("confirm-within")
        market.closingSoon = arguments.duration("closing-soon")
        market.leastPayment = arguments.integer("least-payment").map(Int64.init)
        market.leastPayout = arguments.integer("least-payout").map(Int64.init)
        market.parameters = try parameters(arguments)
        return market
    }

    private static func parameters(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> JSONObject {
        var parameters = JSONObject()
        for (key, text) in arguments.pairs("parameter").sorted(by: { $0.key < $1.key }) {
            guard let value = try? JSONValue(parsing: Array(text.utf8)) else {
                throw CommandFailure(
                    .usage, "--parameter: \(key) is \"\(text)\", and not a number, true or false")
            }
            parameters[key] = value
        }
        for name in ["horizon", "history", "evaluation"] {
            guard let hours = arguments.integer("\(name)-hours") else { continue }
            parameters["\(name)_hours"] = JSONValue(hours)
        }
        if let text = arguments.text("fee-percent") {
            parameters["fee_per_million"] = JSONValue(try feePerMillion(text))
        }
        if arguments.flag("quantiles") { parameters["quantiles"] = true }
        return parameters
    }

    private static func feePerMillion(_ text: String) throws(CommandFailure) -> Int {
        guard let percent = Double(text), (0...100).contains(percent) else {
            throw CommandFailure(
                .usage, "--fee-percent: \"\(text)\" is not a number from 0 to 100")
        }
        let millionths = (percent * 10_000).rounded()
        guard abs(millionths - percent * 10_000) < 1e-6 else {
            throw CommandFailure(
                .usage, "--fee-percent: \"\(text)\" has more than four decimals")
        }
        return Int(millionths)
    }
}
