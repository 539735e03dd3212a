/// A backbone in this process, for programs that run one themselves; `busnode up` runs one for you.
public enum BackboneNode {
    /// Runs a backbone until `stop` returns, or its file or a socket fails.
    ///
    /// - Parameters:
    ///   - bus: where nodes connect to, such as `tcp://127.0.0.1:7701`.
    ///   - feed: where the feed is published.
    ///   - store: the file that holds everything; `:memory:` for one that is gone with the process.
    ///   - onReady: called when it listens, with the endpoint where nodes connect to.
    ///   - stop: returns when the backbone is to stop; by default on SIGTERM or SIGINT.
    /// - Throws: `NodeError` with code `failed`, after which nothing more was confirmed.
    public static func run(
        bus: String, feed: String, store: String,
        onReady: @Sendable (BusAddress) async -> Void = { _ in },
        until stop: @escaping @Sendable () async -> Void = Signals.untilStopped
    ) async throws(NodeError) {
        let backbone = BackboneRole(BackboneRole.Settings(bus: bus, feed: feed, store: store))
        await onReady(try await backbone.start())
        let result = await firstResult(
            of: { () throws(NodeError) in try await backbone.waitUntilStopped() }, or: stop)
        await backbone.stop()
        try result.get()
    }

    /// Waits for one of two, and cancels the other.
    static func firstResult(
        of work: @escaping @Sendable () async throws(NodeError) -> Void,
        or stop: @escaping @Sendable () async -> Void
    ) async -> Result<Void, NodeError> {
        await withTaskGroup(of: Result<Void, NodeError>.self) { group in
            group.addTask {
                do throws(NodeError) {
                    return .success(try await work())
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                await stop()
                return .success(())
            }
            let first = await group.next() ?? .success(())
            group.cancelAll()
            return first
        }
    }
}
