import BusNode

extension CommandDefinition {
    static let ledger = CommandDefinition(
        name: "ledger", summary: "Look after a ledger: accounts, transfers, faults; or run one",
        group: .market,
        discussion: """
            A ledger keeps accounts of money and moves money between them. It stands for the ledger of a \
            real currency, for markets that are tried out. By itself the command lists the accounts.
            """,
        options: [.json],
        examples: [CommandExample("busnode ledger", "See who has how much.")],
        exitCodes: [.done, .notFound, .unreachable],
        subcommands: [
            ledgerAccounts, ledgerCredit, ledgerSend, ledgerTransfers, ledgerShow, ledgerFaults,
            ledgerServe,
        ])

    private static let amount = ArgumentDefinition(
        "AMOUNT", .integer(1...Int(LedgerNode.amountLimit)),
        "How much, in smallest units of money")

    private static let ledgerAccounts = CommandDefinition(
        name: "accounts", summary: "List accounts, or show one", group: .market,
        arguments: [
            ArgumentDefinition("ADDRESS", .text, isRequired: false, "Show only this account")
        ],
        options: [.json],
        examples: [
            CommandExample("busnode ledger accounts", "See who has how much."),
            CommandExample("busnode ledger accounts wallet-of-farm-1 --json", "Look at one."),
        ],
        exitCodes: [.done, .notFound, .unreachable])

    private static let ledgerCredit = CommandDefinition(
        name: "credit", summary: "Open an account with money from nowhere", group: .market,
        discussion: """
            An account gets such money once. The same again changes nothing, and another amount is \
            refused; an account that a transfer has opened can still get it.
            """,
        arguments: [ArgumentDefinition("ADDRESS", .text, "Whose account it is"), amount],
        options: [.json],
        examples: [
            CommandExample(
                "busnode ledger credit wallet-of-farm-1 50000000", "Give a farm some money.")
        ],
        exitCodes: [.done, .notFound, .unreachable, .badData])

    private static let ledgerSend = CommandDefinition(
        name: "send", summary: "Send money from one account to another", group: .market,
        discussion: """
            The money leaves the payer at once, and the payee has it when the transfer is confirmed. A \
            transfer with an id can be sent again without paying twice.
            """,
        arguments: [
            ArgumentDefinition("FROM", .text, "Who pays"),
            ArgumentDefinition("TO", .text, "Who gets it"), amount,
        ],
        options: [
            .value("id", "TRANSFER", .text, "What the transfer is called; else the ledger says"),
            .value(
                "wait", short: "w", "TIME", .wait,
                "Wait this long until it is confirmed; exit with 4 when it is not by then, and with 7 "
                    + "when it failed"),
            .json,
        ],
        examples: [
            CommandExample(
                "busnode ledger send wallet-of-farm-1 wallet-of-market 6000000 --id bid-1 --wait 10s",
                "Pay for a bid.")
        ],
        exitCodes: [.done, .notFound, .timedOut, .unreachable, .badData])

    private static let ledgerTransfers = CommandDefinition(
        name: "transfers", summary: "List transfers, oldest first", group: .market,
        options: [
            .value("address", short: "a", "ADDRESS", .text, "Only what this address pays or gets"),
            .json,
        ],
        examples: [
            CommandExample(
                "busnode ledger transfers --address wallet-of-market", "See what a market was paid."
            )
        ],
        exitCodes: [.done, .notFound, .unreachable])

    private static let ledgerShow = CommandDefinition(
        name: "show", summary: "Show what has become of a transfer", group: .market,
        arguments: [ArgumentDefinition("TRANSFER", .text, "The id of the transfer")],
        options: [.json],
        examples: [CommandExample("busnode ledger show bid-1", "See whether it is confirmed.")],
        exitCodes: [.done, .notFound, .unreachable])

    private static let ledgerFaults = CommandDefinition(
        name: "faults", summary: "Show or set what goes wrong on purpose", group: .market,
        discussion: """
            What is not named stays as it is. Faults are kept when the ledger is started again.
            """,
        options: [
            .value(
                "confirm-after", "TIME", .confirmation,
                "How long transfers take that are sent from now on"),
            .value(
                "fail", "NUMBER", .integer(0...1_000_000),
                "Let so many of the next transfers fail in the end"),
            .value(
                "lose", "NUMBER", .integer(0...1_000_000),
                "Carry out so many of the next requests about transfers, and answer none of them"),
            .value(
                "silent", "yes|no", .word(["yes", "no"]),
                "Neither carry out nor answer any request but those about faults"),
            .flag("clear", "Let nothing go wrong any more"), .json,
        ],
        rules: [
            .atMostOne(["clear", "confirm-after"]), .atMostOne(["clear", "fail"]),
            .atMostOne(["clear", "lose"]), .atMostOne(["clear", "silent"]),
        ],
        examples: [
            CommandExample("busnode ledger faults --fail 1", "Let the next transfer fail."),
            CommandExample("busnode ledger faults --clear", "Let nothing go wrong any more."),
        ],
        exitCodes: [.done, .notFound, .unreachable])

    private static let ledgerServe = CommandDefinition(
        name: "serve", summary: "Run a ledger node in this process", group: .market,
        discussion: """
            "busnode up" starts it so; by hand it is of use under another supervisor, such as systemd.
            """,
        options: [
            .value(
                "store", "FILE", .file,
                "The file it keeps; without one all is gone with the process"),
            .value(
                "confirm-after", "TIME", .confirmation, default: "2s",
                "How long after it was sent a transfer is confirmed"),
            .value(
                "account", "ADDRESS=AMOUNT", .text, isRepeatable: true,
                "Open this account with so much money, unless that was done before"),
            .value(
                "addresses", "RULE", .word(LedgerNode.Addresses.allCases.map(\.rawValue)),
                default: "text",
                "Which texts are addresses: any text without spaces, or those of IOTA's wallets"),
        ],
        examples: [
            CommandExample(
                "busnode ledger serve --store ledger.sqlite --account wallet-of-farm-1=50000000",
                "Run a ledger with one account.")
        ],
        exitCodes: [.done, .unreachable, .badData])
}

extension ValueKind {
    /// How long transfers may take.
    fileprivate static let confirmation = ValueKind.duration(.zero...(.seconds(86_400)))
}
