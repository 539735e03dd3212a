import Handlers
public import Topics

/// A market in this process, for programs that run one themselves; `busnode up` runs one for you.
///
/// It sells forecasts from everybody's measurements, and pays those who have them (docs/market.md).
public enum MarketNode {
    /// Where a market answers.
    public static let address = MarketHandler.address

    /// Runs a market until `stop` returns, or its file or the bus fails.
    ///
    /// - Parameters:
    ///   - bus: the bus that it joins; without a ledger there, payments and payouts wait for one.
    ///   - store: the file that holds everything; `:memory:` for one that is gone with the process.
    ///   - settings: how it goes about it.
    ///   - patience: how long the backbone may take to answer.
    ///   - onReady: called when it answers requests.
    ///   - stop: returns when the market is to stop; by default on SIGTERM or SIGINT.
    /// - Throws: `NodeError` with code `badValues` when no market can have the settings, `unreachable` when there
    ///   is no backbone, `failed` when the file fails.
    public static func run(
        bus: BusAddress, store: String, settings: Settings = Settings(),
        within patience: Duration = .seconds(10),
        onReady: @Sendable () async -> Void = {},
        until stop: @escaping @Sendable () async -> Void = Signals.untilStopped
    ) async throws(NodeError) {
        try await MarketRole(on: bus, settings: settings)
            .run(store: store, within: patience, onReady: onReady, until: stop)
    }

    /// How a market goes about it.
    public struct Settings: Sendable {
        /// What the node calls itself.
        public var name: String
        /// All the rest.
        public var market: TopologyMarket

        /// The usual settings. A topology gives the name in `BUSNODE_NODE`.
        public init(_ market: TopologyMarket = TopologyMarket()) {
            name = ProcessEnvironment.text("BUSNODE_NODE") ?? "market"
            self.market = market
        }
    }
}
