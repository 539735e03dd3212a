extension Node {
    /// Answers requests to an address until the task is cancelled.
    ///
    /// - Throws: `NodeError` with code `conflict` when the address is the backbone's own.
    public func answerRequests(
        to address: String, _ handler: @escaping @concurrent @Sendable (Request) async -> Reply
    ) async throws(NodeError) {
        try Self.check(address, "the address", limit: WireLimits.name)
        try await connection.offer(address, handler)
        await connection.waitUntilClosed()
    }
}
