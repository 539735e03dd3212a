import BusNode

/// `busnode market watch`.
extension MarketCommand {
    /// Shows what happens in the market, until it is interrupted.
    @Sendable static func watch(_ context: CommandContext) async throws -> ExitCode {
        let kinds = Set(context.arguments.words("only"))
        return try await withMarket(context, byDefault: operatorName) { market in
            let events = try await market.events()
            await context.output.status("watching the market; Ctrl-C ends it")
            for try await event in events where kinds.isEmpty || kinds.contains(event.kind) {
                let terminal = context.output.terminal
                let line = line(of: event)
                try await context.output.result(
                    [terminal.isTerminal ? TextWidth.cut(line, to: terminal.width) : line],
                    json: event.json)
            }
            return .unreachable
        }
    }

    /// What a line tells of the events that have more to tell than a line holds; `--json` tells all.
    private static let told: [String: [String]] = [
        "bid-confirmed": ["session", "bid", "amount"],
        "bid-result": ["session", "bid", "verdict", "gain_percent", "payment"],
        "payout-sent": ["user", "amount"], "payout-confirmed": ["user", "amount"],
        "payout-failed": ["user", "amount", "reason"],
        "refund-sent": ["deposit", "amount"], "refund-confirmed": ["deposit", "amount"],
        "refund-failed": ["deposit", "amount", "reason"],
    ]

    /// An event as one line: when, what, and what matters of it.
    static func line(of event: Market.Event) -> String {
        let clock = event.at.description.dropFirst(11).prefix(8)
        let known: Set<String> = ["event", "number", "at"]
        let told = told[event.kind]
        let details = (event.json.object ?? [:]).compactMap { key, value -> String? in
            guard told?.contains(key) ?? !known.contains(key), !value.isNull else { return nil }
            let name = key.replacing("_", with: " ")
            if let text = value.string {
                let time = try? Timestamp(text)
                return "\(name) \(time.map { String(Self.time($0).dropFirst(11)) } ?? text)"
            }
            if let number = value.integer { return "\(name) \(NumberText.grouped(number))" }
            return "\(name) \(value.double.map { NumberText.fixed($0, digits: 2) } ?? "\(value)")"
        }
        let kind = event.kind + String(repeating: " ", count: max(0, 20 - event.kind.count))
        return TextWidth.printable("\(clock)  \(kind)  \(details.joined(separator: ", "))")
    }
}
