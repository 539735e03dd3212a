extension CommandDefinition {
    static let marketResults = CommandDefinition(
        name: "results", summary: "List what bids have brought", group: .market,
        discussion: """
            Errors are in kW, or kW² for the squared error, on the last hours before the session: with \
            own data only, and with the data of the market. The gain is by how many percent of the range \
            of the resource the error falls.
            """,
        options: [.session, .ofUser, .marketUser, .json],
        examples: [CommandExample("busnode market results --user park", "List what park got.")],
        exitCodes: [.done, .unreachable])

    static let marketForecasts = CommandDefinition(
        name: "forecasts", summary: "Show the forecasts that bids have brought", group: .market,
        arguments: [
            ArgumentDefinition(
                "RESOURCE", .text, isRequired: false, "Only those of this resource, by name or id")
        ],
        options: [
            .value("session", "NUMBER", .count, "The session; the last one without it"),
            .marketUser, .json,
        ],
        examples: [
            CommandExample(
                "busnode market forecasts turbine-1 --user park", "Show what comes.")
        ],
        exitCodes: [.done, .notFound, .unreachable])

    static let marketReceipt = CommandDefinition(
        name: "receipt", summary: "Show how a payment came about, and compute it again",
        group: .market,
        discussion: """
            A receipt names all that a bid was computed from. An operator, who may see everybody's data, \
            has it computed again by this command; for others the market does it. It is an error when \
            anything differs, be it in the last digit.
            """,
        arguments: [ArgumentDefinition("BID", .text, "The id of the bid")],
        options: [.marketUser, .json],
        examples: [
            CommandExample(
                "busnode market receipt b-1 --user park", "Show what was paid for what.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    static let marketTry = CommandDefinition(
        name: "try", summary: "Compute what a bid would have brought in the last session",
        group: .market,
        discussion: "Nothing is paid, and nothing changes.",
        arguments: [
            ArgumentDefinition("RESOURCE", .text, "The resource, by its name or id")
        ],
        options: [.price, .maxPayment, .gain, .marketUser, .json],
        examples: [
            CommandExample(
                "busnode market try turbine-1 --price 5000000 --max-payment 10000000 --user park",
                "See what such a bid would have brought.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])
}
