import BusNode

extension CommandDefinition {
    static let marketServe = CommandDefinition(
        name: "serve", summary: "Run a market node in this process", group: .market,
        discussion: """
            "busnode up" starts it so; by hand it is of use under another supervisor, such as systemd. \
            The bus needs a ledger: "busnode ledger serve" runs one. Until there is one, payments and \
            payouts wait.
            """,
        options: [
            .value(
                "store", "FILE", .file,
                "The file it keeps; without one all is gone with the process"),
            .value("wallet", "ADDRESS", .text, "The market's own address at the ledger"),
            .value(
                "schedule", "WHEN", .text, default: "manual",
                "When gates close: manual, \"every 60m\" or \"daily 10:00 Europe/Brussels\""),
            .value(
                "mode", "MODE", .word(TopologyMarket.Mode.allCases.map(\.rawValue)),
                default: "sound", "By which formulas sessions are computed"),
            .value(
                "addresses", "RULE", .word(TopologyMarket.Addresses.allCases.map(\.rawValue)),
                default: "iota",
                "Which texts are addresses: those of IOTA's wallets, or any text without spaces"),
            .value("operator", "USER", .text, "Who may do what only operators may"),
            .value(
                "confirm-within", "TIME", .marketTime, default: "30s",
                "How long after gate closure payments may still be confirmed"),
            .value(
                "closing-soon", "TIME", .marketTime, default: "10m",
                "How long before gate closure it is told that the gate closes soon"),
            .value("least-payment", "AMOUNT", .money, "The least that a bid may offer as its cap"),
            .value("least-payout", "AMOUNT", .money, "The least that is paid out"),
            .value(
                "horizon-hours", "NUMBER", .integer(1...8_760),
                "How many hours after the launch are forecast"),
            .value(
                "history-hours", "NUMBER", .integer(1...1_000_000),
                "How many hours before the launch are looked at"),
            .value(
                "evaluation-hours", "NUMBER", .integer(1...1_000_000),
                "On how many of the last hours the gain is measured"),
            .value("fee-percent", "PERCENT", .text, "The market's part of every payment"),
            .flag("quantiles", "Give the quantiles of forecasts, too"),
            .value(
                "parameter", "KEY=VALUE", .pair, isRepeatable: true,
                "Another parameter of sessions, such as price_count=10 (docs/market.md)"),
        ],
        examples: [
            CommandExample(
                "busnode market serve --store market.sqlite --wallet wallet-of-market \\\n"
                    + "    --addresses text --schedule \"every 60m\"",
                "Run a market whose gates close on the hour."),
            CommandExample(
                "busnode market serve --store market.sqlite --schedule \"daily 10:00 Europe/Brussels\" \\\n"
                    + "    --fee-percent 2.5 --quantiles",
                "Run one session a day, and say the wallet later."),
        ],
        exitCodes: [.done, .unreachable, .badData])
}

extension ValueKind {
    /// How long the market waits for something.
    fileprivate static let marketTime = ValueKind.duration(
        .milliseconds(1)...(.seconds(86_400)))
}
