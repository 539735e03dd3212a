extension Market {
    /// What happens in the market from now on, for whoever watches; nothing is remembered for those who do
    /// not.
    public struct Events: AsyncSequence, Sendable {
        /// What is watched.
        public typealias Element = Event
        /// Why watching fails.
        public typealias Failure = NodeError

        let feed: Feed

        /// Watches; the events have one watcher.
        public func makeAsyncIterator() -> Iterator {
            Iterator(arriving: feed.makeAsyncIterator())
        }

        /// Watches event by event.
        public struct Iterator: AsyncIteratorProtocol {
            var arriving: Feed.Iterator

            /// The next event; nil when the node is closed or the task is cancelled.
            public mutating func next() async throws(NodeError) -> Event? {
                try await next(isolation: #isolation)
            }

            /// The next event; nil when the node is closed or the task is cancelled.
            public mutating func next(
                isolation actor: isolated (any Actor)?
            ) async throws(NodeError) -> Event? {
                while let heard = try await arriving.next(isolation: actor) {
                    guard case .message(let message) = heard.content else { continue }
                    if message.topic == Market.topic, let event = Event(message) {
                        return event
                    }
                }
                return nil
            }
        }
    }

    /// Watches what happens in the market from now on.
    ///
    /// - Throws: `NodeError` with code `unreachable` when the backbone publishes no feed.
    public func events() async throws(NodeError) -> Events {
        Events(feed: try await node.watch(["topic/\(Self.topic)"]))
    }

    /// Deals with what happens in the market until the task is cancelled, also with what happened while
    /// nobody listened, as the subscription remembers it.
    ///
    /// - Parameters:
    ///   - subscription: the name of a subscription, which is made when there is none.
    ///   - filter: which events, such as `attributes.event = "session-opened"`; the attributes are `event`,
    ///     `session`, `bid` and `user`.
    ///   - handler: what is done with an event; when it throws, the event comes again.
    public func follow(
        _ subscription: String, filter: String = "",
        _ handler: @escaping @concurrent @Sendable (Event) async throws -> Void
    ) async throws(NodeError) {
        try await node.subscribe(
            subscription, to: Self.topic.text, filter: filter, window: Window(messages: 1)
        ) { message in
            guard let event = Event(message) else { return }
            try await handler(event)
        }
    }
}
