import BusNode

extension CommandDefinition {
    static let market = CommandDefinition(
        name: "market", summary: "Trade data for better forecasts: bids, payments, results",
        group: .market,
        discussion: """
            In a market, those who measure power sell what their data is worth to the forecasts of \
            others, and buy better forecasts of their own. A session takes bids until its gate closes, \
            then computes what each bid brings, what it costs, and who gets how much of it. Money lies \
            in a wallet at a ledger; amounts are whole numbers of its smallest unit.

            Without a command below it shows how the market goes about it, and how far it is.

            Everything is done for a user, whom --user or BUSNODE_USER names. To take part one needs a \
            user, a wallet and a resource with measurements; then comes a bid, and its payment.
            """,
        options: [.marketUser, .json],
        examples: [
            CommandExample("busnode market", "Show how far the market is."),
            CommandExample(
                "busnode market bid turbine-1 --price 5000000 --max-payment 10000000 --user park",
                "Bid for a better forecast of turbine-1."),
            CommandExample(
                "busnode market sessions --chart", "Show prices and payments as bars."),
        ],
        exitCodes: [.done, .notFound, .unreachable],
        subcommands: [
            marketUser, marketUsers, marketWallet, marketResource, marketResources, marketMeasure,
            marketOpen, marketRun, marketSessions, marketSession,
            marketBid, marketPay, marketAmend, marketCancel, marketBids,
            marketResults, marketForecasts, marketReceipt, marketTry,
            marketBalance, marketTransactions, marketPayouts, marketAudit, marketWatch, marketServe,
        ])

    private static let marketAudit = CommandDefinition(
        name: "audit", summary: "Check that the market's books add up", group: .market,
        discussion: """
            Every entry of the books is read: sums are zero, balances are what their entries make them, \
            and what the market owes is what is in its wallet. The wallet of the ledger is shown beside \
            it, where there is one on this bus; it differs as long as transfers are on their way.
            """,
        options: [.marketUser, .json],
        examples: [CommandExample("busnode market audit", "Check the books.")],
        exitCodes: [.done, .unreachable, .badData])

    private static let marketWatch = CommandDefinition(
        name: "watch", summary: "Show what happens in the market, a line each", group: .market,
        options: [
            .value(
                "only", "EVENTS", .words(Market.Event.kinds),
                "Show these only, with commas between them"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market watch", "Show everything."),
            CommandExample(
                "busnode market watch --only session-opened,session-finished",
                "Show how sessions come and go."),
        ],
        exitCodes: [.done, .unreachable])
}
