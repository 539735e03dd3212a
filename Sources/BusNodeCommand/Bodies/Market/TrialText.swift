import BusNode

/// What a bid would have brought, for people.
enum TrialText {
    /// The lines of a trial, as the market answers it.
    static func lines(_ trial: JSONValue) -> [String] {
        func amount(_ key: String) -> String {
            trial[key]?.integer.map { NumberText.grouped($0) } ?? "-"
        }
        func error(_ key: String) -> String { MarketCommand.error(trial[key]?.double) }
        let gain = trial["gain_percent"]?.double ?? 0
        let session = trial["session"]?.integer.map { " \($0)" } ?? ""
        return [
            "in session\(session) this bid would have brought:",
            MarketCommand.line(
                "verdict",
                [trial["verdict"]?.string, trial["reason"]?.string].compactMap { $0 }
                    .joined(separator: ": ")),
            MarketCommand.line("own error", error("own_error")),
            MarketCommand.line("market error", error("market_error")),
            MarketCommand.line("gain", NumberText.fixed(gain, digits: 2) + " %"),
            MarketCommand.line("payment", amount("payment")),
            MarketCommand.line("fee", amount("fee")),
        ]
    }
}
