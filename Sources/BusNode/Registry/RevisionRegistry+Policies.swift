/// What decides which revision is the default.
extension RevisionRegistry {
    /// What decides about a service, or without one about all that have no policy of their own; with the heads of
    /// the service's channels.
    public func policy(of service: ServiceName? = nil) async throws(NodeError) -> PolicyReply {
        try Self.reading(try await send("get-policy", ServiceRequest(service)))
    }

    /// Decides differently about a service, or without one about all that have no policy of their own.
    ///
    /// - Parameters:
    ///   - policy: what decides; nil to have no policy of one's own any more.
    ///   - isApplied: moves the default at once to the revision that the policy would choose among those there are.
    ///     The policies `channel` and `weighted` hold at once anyway.
    ///   - reason: why, for the history.
    /// - Throws: `NodeError` with code `notFound` when a revision that has a weight is not registered.
    @discardableResult
    public func setPolicy(
        _ policy: RegistryPolicy?, of service: ServiceName? = nil, isApplied: Bool = false,
        because reason: String? = nil
    ) async throws(NodeError) -> PolicyReply {
        let wish = PolicyRequest(
            service: service, policy: policy, isApplied: isApplied, because: reason)
        let reply = try await send("set-policy", wish)
        await connection.forgetDefault(of: service)
        return try Self.reading(reply)
    }

    /// Makes a registered revision the head of a channel.
    ///
    /// - Throws: `NodeError` with code `notFound` when the revision is not registered, `limitReached` when the
    ///   service has 64 other channels.
    @discardableResult
    public func setChannel(
        _ channel: ChannelName, to revision: ServiceRevision, because reason: String? = nil
    ) async throws(NodeError) -> PolicyReply {
        try await move(
            ChannelRequest(channel, of: revision.service, to: revision.tag, because: reason))
    }

    /// Ends a channel; its revisions stay as they are.
    @discardableResult
    public func removeChannel(
        _ channel: ChannelName, of service: ServiceName, because reason: String? = nil
    ) async throws(NodeError) -> PolicyReply {
        try await move(ChannelRequest(channel, of: service, to: nil, because: reason))
    }

    private func move(_ wish: ChannelRequest) async throws(NodeError) -> PolicyReply {
        let reply = try await send("set-channel", wish)
        await connection.forgetDefault(of: wish.service)
        return try Self.reading(reply)
    }
}
