import Topics

/// The shell of a node that keeps what it knows in a file of its own, and answers requests from it.
package protocol StoredRole: Actor {
    /// How it is on the bus.
    nonisolated var connection: NodeConnection { get }

    /// Opens the file, joins the bus and answers.
    ///
    /// - Parameter store: the file; `:memory:` for one that is gone with the process.
    /// - Throws: `NodeError` when the file or the bus cannot be had.
    func start(store: String, within patience: Duration) async throws(NodeError)

    /// Leaves the bus and closes the file.
    func stop() async
}

extension StoredRole {
    /// Waits until the node has stopped, or the task is cancelled.
    ///
    /// - Throws: `NodeError` with code `failed` when it stopped because its file failed.
    package func waitUntilStopped() async throws(NodeError) {
        await connection.waitUntilClosed()
        if let failure = await connection.failure, failure.code != .closed { throw failure }
    }

    /// Runs the node until `stop` returns, or its file or the bus fails.
    nonisolated func run(
        store: String, within patience: Duration, onReady: @Sendable () async -> Void,
        until stop: @escaping @Sendable () async -> Void
    ) async throws(NodeError) {
        do {
            try await start(store: store, within: patience)
        } catch {
            await self.stop()
            throw error
        }
        await onReady()
        let result = await BackboneNode.firstResult(
            of: { () throws(NodeError) in try await self.waitUntilStopped() }, or: stop)
        await self.stop()
        try result.get()
    }
}

extension Reply {
    /// What is said to requests that come while a node goes: the same again, of the next one, may work.
    static func stopping(_ node: String) -> Reply {
        Reply(
            code: ErrorCode.peerLost.rawValue,
            payload: Payload(#"{"error":"the \#(node) is stopping"}"#))
    }
}
