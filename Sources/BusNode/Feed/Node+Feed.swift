extension Node {
    /// Watches what passes over the bus from now on.
    ///
    /// - Parameter prefixes: beginnings of subjects, such as `topic/weather` or `question/met-office/`;
    ///   none for everything.
    /// - Throws: `NodeError` with code `unreachable` when the backbone publishes no feed.
    public func watch(_ prefixes: [String] = []) async throws(NodeError) -> Feed {
        Feed(
            stream: try await connection.watch(prefixes.isEmpty ? [""] : prefixes), node: self)
    }
}
