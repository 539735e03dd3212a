import Handlers
package import Topics

extension NodeConnection {
    /// Sends a command and waits until it is confirmed, which for what changes something means: on disk.
    ///
    /// - Returns: the number in the confirmation.
    /// - Throws: `NodeError` with the reason of a refusal.
    @discardableResult
    package func confirm(_ command: Command) async throws(NodeError) -> UInt64 {
        try checkRoom()
        let result: Result<UInt64, NodeError> = await withCheckedContinuation { continuation in
            submit(command, .number(continuation))
        }
        return try result.get()
    }

    /// Sends a request and waits for the reply.
    ///
    /// - Throws: `NodeError` when nobody answers at the address, or the request is refused.
    package func request(_ request: Request) async throws(NodeError) -> Reply {
        try checkRoom()
        let result: Result<Reply, NodeError> = await withCheckedContinuation { continuation in
            submit(.request(request), .reply(continuation))
        }
        let reply = try result.get()
        guard reply.isOK else { throw NodeError(reply) }
        return reply
    }

    /// Asks for messages of a topic again and waits for all of them.
    package func fetch(_ request: FetchRequest) async throws(NodeError) -> [StoredMessage] {
        try checkRoom()
        let result: Result<[StoredMessage], NodeError> = await withCheckedContinuation {
            continuation in
            submit(.fetch(request), .messages([], continuation))
        }
        return try result.get()
    }
}
