extension CommandDefinition {
    static let marketUser = CommandDefinition(
        name: "user", summary: "Make a user known to the market", group: .market,
        discussion: """
            The same again changes nothing. Only operators make operators; the first one, called \
            operator, is made with the market.
            """,
        arguments: [
            ArgumentDefinition("ID", .text, "1 to 64 of a-z, 0-9, -, _, . and @")
        ],
        options: [
            .value("name", "TEXT", .text, "What people call the user"),
            .flag("operator", "The user may run the market, and see everything"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample("busnode market user park --name 'Wind park North'", "Join the market.")
        ],
        exitCodes: [.done, .unreachable, .badData])

    static let marketUsers = CommandDefinition(
        name: "users", summary: "List the users of the market", group: .market,
        options: [.marketUser, .json],
        examples: [CommandExample("busnode market users", "List the users.")],
        exitCodes: [.done, .unreachable])

    static let marketWallet = CommandDefinition(
        name: "wallet", summary: "Show or set where the money of a user is", group: .market,
        discussion: """
            Bids have to be paid from the wallet of their user, and what a user earns is sent there.
            """,
        arguments: [
            ArgumentDefinition(
                "ADDRESS", .text, isRequired: false, "The address at the ledger; shown without it")
        ],
        options: [
            .flag("market", "The wallet of the market itself"), .marketUser, .json,
        ],
        examples: [
            CommandExample(
                """
                busnode market wallet \
                rms1qppsdrj4p4fyyk6sjejhfehe02fxj9p6xws9t5jk5zcfg74l2n326s7cdx6 --user park
                """,
                "Say where the money of park is."),
            CommandExample("busnode market wallet --market", "Show where bids are paid to."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketResource = CommandDefinition(
        name: "resource", summary: "Bring a resource into the market, or take it out",
        group: .market,
        discussion: """
            A resource is something whose power is measured. Its data is sold in every session from then \
            on, to whose forecasts it helps; with --sell-only nobody bids for forecasts of it.
            """,
        arguments: [
            ArgumentDefinition("NAME", .text, "At most 64 of a-z, 0-9, - and _")
        ],
        options: [
            .value("id", "ID", .text, "What it is called in requests; chosen when not given"),
            .flag("sell-only", "There will be no bids for forecasts of it"),
            .flag("forecasts", "Its values are forecasts, not measurements"),
            .flag("retire", "Take it out of the market; what it did stays known"),
            .marketUser, .json,
        ],
        rules: [.atMostOne(["id", "retire"])],
        examples: [
            CommandExample("busnode market resource turbine-1 --user park", "Bring turbine-1 in."),
            CommandExample(
                "busnode market resource turbine-1 --retire --user park", "Take turbine-1 out."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketResources = CommandDefinition(
        name: "resources", summary: "List resources, and how much data each has", group: .market,
        options: [.ofUser, .marketUser, .json],
        examples: [
            CommandExample("busnode market resources --user park", "List the resources of park.")
        ],
        exitCodes: [.done, .unreachable])

    static let marketMeasure = CommandDefinition(
        name: "measure", summary: "Send what was measured, from a file", group: .market,
        discussion: """
            The file has a line for each reading: a time and a value with a comma between them, below a \
            line of titles or without one, or a JSON object {"at": TIME, "value": NUMBER}. Where there \
            are more columns, --column names the one with the values. Empty values are gaps.

            Sending the same again changes nothing; another value for a time counts from then on.
            """,
        arguments: [
            ArgumentDefinition("RESOURCE", .text, "The resource, by its name or id"),
            ArgumentDefinition("FILE", .file, isRequired: false, "The file; - is standard input"),
        ],
        options: [
            .value("column", "TITLE", .text, "The column, or member, with the values"),
            .value(
                "unit", "UNIT", .word(["w", "kw", "mw"]), default: "kw", "The unit of the values"),
            .value(
                "interval", "MINUTES", .word(["5", "15", "30", "60"]), default: "60",
                "How long each interval is"),
            .value(
                "ending", "TIME", .text,
                "Move all times, so that the last is this, or that of now with the word now"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample(
                "busnode market measure turbine-1 power.csv --unit mw --user park",
                "Send the readings of a file."),
            CommandExample(
                "busnode market measure turbine-1 old.csv --column b --ending now --user park",
                "Try the market with readings of another year."),
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])
}
