extension CommandDefinition {
    static let marketBalance = CommandDefinition(
        name: "balance", summary: "Show what a user has in the market", group: .market,
        discussion: """
            What was deposited and earned, less what was paid and has left. The part that stands for \
            bids of a session that is not finished is locked.
            """,
        options: [
            .flag("all", "Show everybody; for operators"), .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market balance --user park", "Show what park has."),
            CommandExample("busnode market balance --all", "Show what everybody has."),
        ],
        exitCodes: [.done, .unreachable])

    static let marketTransactions = CommandDefinition(
        name: "transactions", summary: "List the lines of a user's account", group: .market,
        options: [.session, .ofUser, .marketUser, .json],
        examples: [
            CommandExample(
                "busnode market transactions --user park", "Show how park's balance came about.")
        ],
        exitCodes: [.done, .unreachable])

    static let marketPayouts = CommandDefinition(
        name: "payouts", summary: "List what leaves the market, or have money sent", group: .market,
        discussion: """
            After each session the market sends to the wallets of users what they have and is not \
            locked, unless it is very little. With --now or --amount it is sent at once.
            """,
        options: [
            .flag("now", "Send all that may leave"),
            .value("amount", "AMOUNT", .money, "Send so much"),
            .flag("refunds", "List the deposits that go back instead"),
            .ofUser, .marketUser, .json,
        ],
        rules: [.atMostOne(["now", "amount", "refunds"])],
        examples: [
            CommandExample("busnode market payouts --user park", "List what was sent to park."),
            CommandExample("busnode market payouts --now --user park", "Have everything sent."),
        ],
        exitCodes: [.done, .unreachable, .badData])
}
