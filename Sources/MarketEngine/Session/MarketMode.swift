/// By which formulas a session is computed.
package enum MarketMode: String, Codable, Hashable, Sendable, CaseIterable {
    /// What a market should do: truthful payments, exact division, money in whole units.
    case sound
    /// The formulas of the original engine, digit for digit, for comparison with its recorded runs.
    case legacy
}
