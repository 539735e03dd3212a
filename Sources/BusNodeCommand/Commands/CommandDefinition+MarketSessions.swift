extension CommandDefinition {
    static let marketOpen = CommandDefinition(
        name: "open", summary: "Open a session, and show what is open", group: .market,
        discussion: """
            Shows the session that is open. Where none is, an operator opens the next one; a market with \
            a schedule does that by itself. Options say how a session is computed that is not there yet, \
            and what they leave out is as the market has it.
            """,
        options: [
            .value("price", "AMOUNT", .money, "The price of 1 % of gain"),
            .value("seed", "NUMBER", .integer(0...Int(UInt32.max)), "Where random numbers begin"),
            .value("mode", "MODE", .word(["sound", "legacy"]), "By which formulas"),
            .value(
                "parameter", "KEY=VALUE", .pair, isRepeatable: true,
                "A parameter, such as horizon_hours=48 (docs/market.md)"),
            .value("closing", "TIME", .time, "When the gate closes"),
            .value("for", "TIME", .wait, "After which time the gate closes"),
            .marketUser, .json,
        ],
        rules: [.atMostOne(["closing", "for"])],
        examples: [
            CommandExample(
                "busnode market open --user operator", "Open a session until it is run."),
            CommandExample(
                "busnode market open --for 10m --price 2000000 --user operator",
                "Take bids for ten minutes."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketRun = CommandDefinition(
        name: "run", summary: "Close a session, compute it, and wait for what comes of it",
        group: .market,
        discussion: """
            Payments that are under way are waited for as long as the market has it in its settings. \
            When it takes too long, or is interrupted, the session goes on without anybody who waits.
            """,
        arguments: [
            ArgumentDefinition(
                "SESSION", .count, isRequired: false, "The session; the latest without it")
        ],
        options: [
            .value("timeout", "TIME", .wait, default: "10m", "How long to wait"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market run --user operator", "Run the open session.")
        ],
        exitCodes: [.done, .notFound, .timedOut, .unreachable])

    static let marketSessions = CommandDefinition(
        name: "sessions", summary: "List sessions, or draw them", group: .market,
        discussion: """
            Payments and revenues are those of the user, and with an operator those of everybody: what \
            is missing from the revenues is the market's fee.
            """,
        options: [
            .value(
                "state", "STATE", .word(["staged", "open", "closed", "running", "finished"]),
                "Only those in this state"),
            .value("last", "NUMBER", .integer(1...10_000), default: "20", "How many, at most"),
            .flag("chart", "Draw prices, payments and revenues as bars"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market sessions", "List the last sessions."),
            CommandExample(
                "busnode market sessions --chart --user park", "Draw what park paid and earned."),
        ],
        exitCodes: [.done, .unreachable])

    static let marketSession = CommandDefinition(
        name: "session", summary: "Show all that is known of a session", group: .market,
        arguments: [
            ArgumentDefinition(
                "SESSION", .count, isRequired: false, "The session; the latest without it")
        ],
        options: [.marketUser, .json],
        examples: [CommandExample("busnode market session 7", "Show session 7.")],
        exitCodes: [.done, .notFound, .unreachable])
}
