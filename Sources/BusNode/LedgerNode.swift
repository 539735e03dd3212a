import Handlers
public import Topics

/// A ledger in this process, for programs that run one themselves; `busnode up` runs one for you.
///
/// It stands for the ledger of a real currency (docs/ledger.md): it keeps accounts, and moves money between them.
public enum LedgerNode {
    /// Where a ledger answers.
    public static let address = LedgerHandler.address
    /// The largest amount, and all money of a ledger together: above it not every reader of JSON is exact.
    public static let amountLimit = LedgerMethod.amountLimit

    /// Runs a ledger until `stop` returns, or its file or the bus fails.
    ///
    /// - Parameters:
    ///   - bus: the bus that it joins.
    ///   - store: the file that holds the accounts; `:memory:` for one that is gone with the process.
    ///   - settings: how it goes about it.
    ///   - patience: how long the backbone may take to answer.
    ///   - onReady: called when it answers requests.
    ///   - stop: returns when the ledger is to stop; by default on SIGTERM or SIGINT.
    /// - Throws: `NodeError` with code `unreachable` when there is no backbone, `failed` when the file fails,
    ///   `conflict` when an account of the settings was opened with other money.
    public static func run(
        bus: BusAddress, store: String, settings: Settings = Settings(),
        within patience: Duration = .seconds(10),
        onReady: @Sendable () async -> Void = {},
        until stop: @escaping @Sendable () async -> Void = Signals.untilStopped
    ) async throws(NodeError) {
        try await LedgerRole(on: bus, settings: settings)
            .run(store: store, within: patience, onReady: onReady, until: stop)
    }

    /// How a ledger goes about it.
    public struct Settings: Sendable {
        /// What the node calls itself.
        public var name: String
        /// How long after it was sent a transfer is confirmed, at most a day.
        public var confirmAfter: Duration
        /// Which texts are addresses.
        public var addresses: Addresses
        /// The accounts that are opened when it starts, unless they were before.
        public var accounts: [TopologyLedger.Account]

        /// The usual settings: no accounts, and transfers that take two seconds.
        public init() {
            let usual = LedgerSettings()
            name = "ledger"
            confirmAfter = usual.confirmAfter
            addresses = .text
            accounts = []
        }

        /// The settings as the handler takes them.
        func checked() throws(NodeError) -> LedgerSettings {
            guard confirmAfter >= .zero, confirmAfter <= LedgerSettings.delayLimit else {
                throw NodeError(
                    .badValues, "a transfer takes 0 s to \(LedgerSettings.delayLimit)")
            }
            var settings = LedgerSettings()
            settings.confirmAfter = confirmAfter
            settings.addresses = addresses == .iota ? .iota : .text
            return settings
        }
    }

    /// Which texts are addresses.
    public enum Addresses: String, CaseIterable, Sendable {
        /// Any text of 1 to 256 printable ASCII characters without spaces.
        case text
        /// Addresses of IOTA's wallets, in Bech32.
        case iota
    }
}
