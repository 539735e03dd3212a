/// A registry in this process, for programs that run one themselves; `busnode up` runs one for you.
public enum RegistryNode {
    /// Runs a registry until `stop` returns, or its file or the bus fails.
    ///
    /// - Parameters:
    ///   - bus: the bus that it joins.
    ///   - store: the file that holds the revisions; `:memory:` for one that is gone with the process.
    ///   - settings: how it goes about it.
    ///   - patience: how long the backbone may take to answer.
    ///   - onReady: called when it answers requests.
    ///   - stop: returns when the registry is to stop; by default on SIGTERM or SIGINT.
    /// - Throws: `NodeError` with code `unreachable` when there is no backbone, `failed` when the file fails.
    public static func run(
        bus: BusAddress, store: String, settings: RegistrySettings = RegistrySettings(),
        within patience: Duration = .seconds(10),
        onReady: @Sendable () async -> Void = {},
        until stop: @escaping @Sendable () async -> Void = Signals.untilStopped
    ) async throws(NodeError) {
        try await RegistryRole(on: bus, settings: settings)
            .run(store: store, within: patience, onReady: onReady, until: stop)
    }
}
