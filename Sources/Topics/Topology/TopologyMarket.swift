/// How a market node goes about it; what is nil, or left out, is as the market has it by itself.
public struct TopologyMarket: Hashable, Sendable {
    /// The market's own address at the ledger; nil when an operator says it later.
    public var wallet: String?
    /// When the gates of sessions close.
    public var schedule = MarketSchedule.manual
    /// By which formulas sessions are computed.
    public var mode: Mode?
    /// Which texts are addresses.
    public var addresses: Addresses?
    /// Who may do what only operators may: a user who is made where there is none.
    public var operatorName: String?
    /// How long after gate closure payments may still be confirmed by the ledger.
    public var confirmWithin: Duration?
    /// How long before gate closure it is told that the gate closes soon.
    public var closingSoon: Duration?
    /// The least that a bid may offer as its cap, in smallest units of money.
    public var leastPayment: Int64?
    /// The least that is paid out, in smallest units of money.
    public var leastPayout: Int64?
    /// What sessions are computed with, by the names of `Parameter`.
    public var parameters: JSONObject = [:]

    /// A market, which is checked when it becomes part of a `Topology`, and when it starts.
    public init() {}

    /// By which formulas sessions are computed.
    public enum Mode: String, CaseIterable, Sendable {
        /// What a market should do: truthful payments, exact division, money in whole units.
        case sound
        /// The formulas of the original engine, for comparison with its recorded runs.
        case legacy
    }

    /// Which texts are addresses.
    public enum Addresses: String, CaseIterable, Sendable {
        /// Addresses of IOTA's wallets, in Bech32.
        case iota
        /// Any text of 1 to 256 printable ASCII characters without spaces.
        case text
    }

    /// What sessions are computed with.
    public enum Parameter: String, CaseIterable, Sendable {
        /// How many hours after the launch are forecast.
        case horizonHours = "horizon_hours"
        /// How many hours before the launch are looked at.
        case historyHours = "history_hours"
        /// On how many of the last hours the gain is measured.
        case evaluationHours = "evaluation_hours"
        /// The market's part of every payment, in millionths.
        case feePerMillion = "fee_per_million"
        /// The lowest price of a session, in smallest units of money per 1 % of gain.
        case lowestPrice = "lowest_price"
        /// The highest price of a session.
        case highestPrice = "highest_price"
        /// How many prices there are, both ends counted.
        case priceCount = "price_count"
        /// How fast the weights of prices follow the payments.
        case learningRate = "learning_rate"
        /// How hard sellers of similar data are marked down.
        case similarityPenalty = "similarity_penalty"
        /// Whether forecasts come with their quantiles.
        case quantiles

        /// What a value may be; the market checks what they are together.
        enum Kind {
            case flag
            case decimal
            case integer(ClosedRange<Int>)
        }

        var kind: Kind {
            switch self {
            case .quantiles: .flag
            case .learningRate, .similarityPenalty: .decimal
            case .horizonHours: .integer(1...8_760)
            case .historyHours, .evaluationHours: .integer(1...1_000_000)
            case .feePerMillion: .integer(0...1_000_000)
            case .lowestPrice, .highestPrice: .integer(0...(1 << 53))
            case .priceCount: .integer(2...10_000)
            }
        }
    }
}

extension TopologyMarket.Parameter: TopologyKey {}
