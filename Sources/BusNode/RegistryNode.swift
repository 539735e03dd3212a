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
        let registry = RegistryRole(on: bus, settings: settings)
        do {
            try await registry.start(store: store, within: patience)
        } catch {
            await registry.stop()
            throw error
        }
        await onReady()
        let result = await BackboneNode.firstResult(
            of: { () throws(NodeError) in try await registry.waitUntilStopped() }, or: stop)
        await registry.stop()
        try result.get()
    }
}
