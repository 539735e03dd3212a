import BusNode

/// `busnode ledger serve`: a ledger in this process, until it is asked to stop.
enum LedgerServing {
    /// Runs a ledger.
    @Sendable static func serve(_ context: CommandContext) async throws -> ExitCode {
        let store = context.arguments.text("store") ?? ":memory:"
        try NodeCommands.makeFolder(of: store)
        let bus = try BusLocation.address(context)
        let stop = StopSignal(context)
        var settings = try settings(context.arguments)
        settings.name = context.environment["BUSNODE_NODE"] ?? settings.name
        do {
            try await LedgerNode.run(
                bus: bus, store: store, settings: settings,
                onReady: { await NodeCommands.announce("ledger", at: bus, context, stop) },
                until: stop.wait)
        } catch {
            throw CommandFailure(error)
        }
        return .done
    }

    private static func settings(
        _ arguments: ParsedArguments
    ) throws(CommandFailure) -> LedgerNode.Settings {
        var settings = LedgerNode.Settings()
        if let delay = arguments.duration("confirm-after") { settings.confirmAfter = delay }
        if let rule = arguments.text("addresses").flatMap(LedgerNode.Addresses.init) {
            settings.addresses = rule
        }
        settings.accounts = try arguments.texts("account").map(account)
        return settings
    }

    /// Reads an account, whose address may have an equals sign.
    private static func account(
        _ text: String
    ) throws(CommandFailure) -> TopologyLedger.Account {
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex,
            let credit = Int64(text[text.index(after: sign)...]), credit >= 0
        else {
            throw CommandFailure(
                .usage, "--account: \"\(text)\" has not the form ADDRESS=AMOUNT")
        }
        return TopologyLedger.Account(address: String(text[..<sign]), credit: credit)
    }
}
