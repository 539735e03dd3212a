extension CommandDefinition {
    private static let bid = ArgumentDefinition("BID", .text, "The id of the bid")

    static let marketBid = CommandDefinition(
        name: "bid", summary: "Bid for a better forecast of a resource", group: .market,
        discussion: """
            A bid says what 1 % of gain is worth, and what is paid at most. That has to be deposited in \
            the market's wallet before the gate closes; what is not needed stays on the balance, and \
            comes back. Whoever bids more than 1 % is worth cannot win by it.
            """,
        arguments: [
            ArgumentDefinition("RESOURCE", .text, "The resource, by its name or id")
        ],
        options: [
            .price, .maxPayment, .gain,
            .value("session", "NUMBER", .count, "The session; the open one without it"),
            .value("id", "ID", .text, "What the bid is called; chosen when not given"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample(
                "busnode market bid turbine-1 --price 5000000 --max-payment 10000000 --user park",
                "Bid in the open session.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketPay = CommandDefinition(
        name: "pay", summary: "Say which transfer pays a bid, or send one", group: .market,
        discussion: """
            The transfer must come from the wallet of the user, go to that of the market, and have the \
            amount of --max-payment. The market asks the ledger about it, and tells what it finds as an \
            event. With --from the command sends it at the ledger of this bus; doing it again pays once.
            """,
        arguments: [bid],
        options: [
            .value("transfer", "ID", .text, "The transfer at the ledger"),
            .value("from", "ADDRESS", .text, "Send a transfer from this address"),
            .marketUser, .json,
        ],
        rules: [.exactlyOne(["transfer", "from"])],
        examples: [
            CommandExample(
                "busnode market pay b-1 --transfer t-81 --user park",
                "Declare a transfer that was sent."),
            CommandExample(
                """
                busnode market pay b-1 --user park --from \
                rms1qppsdrj4p4fyyk6sjejhfehe02fxj9p6xws9t5jk5zcfg74l2n326s7cdx6
                """,
                "Send the transfer, and declare it."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketAmend = CommandDefinition(
        name: "amend", summary: "Change a bid while its session is open", group: .market,
        arguments: [bid],
        options: [
            .price,
            .value(
                "gain", "ERROR", .word(["mse", "rmse", "mae"]), "How the error is measured"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample(
                "busnode market amend b-1 --price 6000000 --user park", "Bid something else.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketCancel = CommandDefinition(
        name: "cancel", summary: "Take a bid back while its session is open", group: .market,
        discussion: "What was paid for it goes to the balance of the user.",
        arguments: [bid], options: [.marketUser, .json],
        examples: [CommandExample("busnode market cancel b-1 --user park", "Take a bid back.")],
        exitCodes: [.done, .notFound, .unreachable])

    static let marketBids = CommandDefinition(
        name: "bids", summary: "List bids, and how far each is", group: .market,
        options: [
            .session,
            .value(
                "state", "STATE",
                .word(["placed", "pending", "confirmed", "rejected", "cancelled"]),
                "Only those in this state"),
            .ofUser, .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market bids --session 7 --user park", "List park's bids.")
        ],
        exitCodes: [.done, .unreachable])
}
